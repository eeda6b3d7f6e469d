//! Nothing biometric leaves the child: what it says of a face is that there is one, where, and what was measured of the
//! light and the frame. A place of four numbers tells nobody apart.

use serde_json::Value;
use workshop::photo::wire::{Frame, Reply};
use workshop::photo::{cut, intake};
use workshop::portrait::{Flaw, Person, UPLOAD, jpeg, paint};

/// The words of a reply, as they travel.
fn words(reply: Reply) -> Value {
    serde_json::from_slice(&Frame::reply(reply).unwrap().words).unwrap()
}

fn is_place(value: &Value) -> bool {
    let place = value.as_object().unwrap();
    place.len() == 4 && ["x", "y", "w", "h"].iter().all(|side| place[*side].is_number())
}

/// Code of the check, outcome, value, limit, place: five things, of which the place alone has parts.
fn assert_verdicts(verdicts: &Value) {
    let verdicts = verdicts.as_array().unwrap();
    assert!(verdicts.len() > 10, "the face was judged");
    for verdict in verdicts {
        let [check, outcome, value, limit, place] = &verdict.as_array().unwrap()[..] else { panic!("{verdict}") };
        assert!(check.as_str().unwrap().parse::<school::photo::Check>().is_ok(), "{check}");
        assert!(["good", "warn", "fail"].contains(&outcome.as_str().unwrap()), "{outcome}");
        assert!(value.is_number() && limit.is_number() && (place.is_null() || is_place(place)), "{verdict}");
    }
}

fn assert_keys(words: &Value, kind: &str, wanted: &[&str]) {
    let mut keys: Vec<&str> = words[kind].as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    assert_eq!(keys, wanted, "{kind}");
}

#[test]
fn a_child_says_outcome_limit_and_place_and_no_features_of_a_face() {
    let picture = paint(&Person::from_seed(7), 1200, 1600, UPLOAD, Flaw::None);
    let taken = intake(&jpeg(&picture, 90).unwrap()).unwrap();
    let done = cut(&taken.clean, taken.crop).unwrap();

    let said = words(Reply::Intake(taken));
    assert_keys(&said, "intake", &["crop", "height", "people", "upright", "verdicts", "width"]);
    assert_verdicts(&said["intake"]["verdicts"]);
    let people = said["intake"]["people"].as_array().unwrap();
    assert!(people.len() == 1 && is_place(&people[0]), "one box of one face: {people:?}");

    let said = words(Reply::Cut(done));
    assert_keys(&said, "cut", &["height", "verdicts", "width"]);
    assert_verdicts(&said["cut"]["verdicts"]);
}
