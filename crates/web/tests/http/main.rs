//! Requests in process: pages, forms and API as a browser or program would use them.

mod api;
mod forms;
mod imports;
mod pages;
mod sign_in;
mod site;
