//! The use cases as a story, told on every backend.

mod house;
mod importing;
mod people;
mod work;
