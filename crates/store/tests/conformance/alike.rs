//! Backends differ nowhere: the same commands with the same seeds give the same log and the same answers.

use crate::{
    bench::{everything, export, furnished, play, sqlite},
    history::History,
};
use std::iter::zip;

#[test]
fn the_same_commands_give_the_same_log_byte_for_byte() {
    for seed in [11, 12] {
        let history = History::new(seed, 350);
        let other = furnished(&sqlite);
        for (answers, order) in
            zip(play(other.as_ref(), &history.orders).iter().zip(&history.answers), &history.orders)
        {
            assert_eq!(answers.0, answers.1, "seed {seed}: {order:?}");
        }
        for (ours, theirs) in zip(export(other.as_ref()), export(history.store.as_ref())) {
            assert_eq!(ours, theirs, "seed {seed}");
        }
        assert_eq!(everything(other.as_ref()), everything(history.store.as_ref()), "seed {seed}");
    }
}
