//! The pages of pupils at the size of a whole commune and beyond, and lists of a whole school: `benches/lists.sh`.
//!
//! A page costs what its school costs, so it has to be as quick among a million pupils as among ten thousand.

use std::time::{Duration, Instant};

use school::{PupilId, person::Role};

use super::PupilFilter;
use crate::{
    StaffDesk,
    class_list::{ApplyClassList, ChooseColumns, ClassListState},
    store::{Engine, Mode},
    testing::TestOffice,
};

/// Schools whose pages are measured, and pupils of each: twenty-four pages.
const MEASURED: [&str; 2] = ["SP 1", "SP 2"];
const PUPILS: u32 = 1200;
/// So many other schools of two hundred make ten thousand pupils, and so many a million in five thousand schools.
const FEW: i64 = 38;
const MANY: i64 = 4998;
/// Pages of each kind and school; the middle one counts.
const ROUNDS: usize = 25;
/// What a page may cost among many, as many times what it costs among few.
const MOST_TIMES: f64 = 2.5;
const MOST_CHECKED: Duration = Duration::from_secs(2);
const MOST_IMPORTED: Duration = Duration::from_secs(20);

/// Schools numbered from $1 (without) to $2, a class of each, two hundred pupils of each. Ids grow, as the program's do.
/// Nothing sealed in them opens: they are there to be in the way.
const SQLITE: [&str; 3] = [
    "WITH RECURSIVE n(i) AS (SELECT $1 + 1 UNION ALL SELECT i + 1 FROM n WHERE i < $2)
    INSERT INTO school (id, kind, name, address, data_key, created_at, version)
    SELECT unhex(printf('%012x', i) || hex(randomblob(10))), 'primary', 'bulk', 'bulk', x'00', 0, i FROM n",
    "INSERT INTO class (id, school, year, name, name_key, name_order)
    SELECT s.id, s.id, 2026, '1A', '1a', x'00' FROM school s
    WHERE s.name = 'bulk' AND s.version > $1 AND s.version <= $2 ORDER BY s.version",
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)
    INSERT INTO pupil (id, school, class, given, surname, born, pesel, identity_index, surname_order, search,
        unprintable, created_at, version)
    SELECT unhex(hex(substr(s.id, 1, 6)) || printf('%04x', n.i) || hex(randomblob(8))), s.id, s.id, 'Anna', 'Nowak',
        '2015-09-30', randomblob(51), randomblob(32), randomblob(24), 'nowak anna 1a', FALSE, 0, 0
    FROM school s CROSS JOIN n WHERE s.name = 'bulk' AND s.version > $1 AND s.version <= $2",
];
const POSTGRES: [&str; 3] = [
    "INSERT INTO school (id, kind, name, address, data_key, created_at, version)
    SELECT (lpad(to_hex(i), 12, '0') || left(md5(random()::text), 20))::uuid, 'primary', 'bulk', 'bulk',
        '\\x00'::bytea, 0, i
    FROM generate_series($1::bigint + 1, $2::bigint) AS i",
    "INSERT INTO class (id, school, year, name, name_key, name_order)
    SELECT s.id, s.id, 2026, '1A', '1a', '\\x00'::bytea FROM school s
    WHERE s.name = 'bulk' AND s.version > $1 AND s.version <= $2 ORDER BY s.version",
    "INSERT INTO pupil (id, school, class, given, surname, born, pesel, identity_index, surname_order, search,
        unprintable, created_at, version)
    SELECT (left(replace(s.id::text, '-', ''), 12) || lpad(to_hex(i), 4, '0') || left(md5(random()::text), 16))::uuid,
        s.id, s.id, 'Anna', 'Nowak', '2015-09-30', decode(md5(random()::text), 'hex'),
        decode(md5(random()::text) || md5(random()::text), 'hex'), decode(md5(random()::text), 'hex'),
        'nowak anna 1a', FALSE, 0, 0
    FROM school s CROSS JOIN generate_series(1, 200) AS i
    WHERE s.name = 'bulk' AND s.version > $1 AND s.version <= $2",
];

async fn fill(t: &TestOffice, from: i64, to: i64) {
    let mut tx = t.office.db().everywhere(Mode::Write, t.clock.now()).await.unwrap();
    match &mut tx.engine {
        Engine::Sqlite(open) => {
            for text in SQLITE {
                sqlx::query(text).bind(from).bind(to).execute(&mut **open).await.unwrap();
            }
        }
        Engine::Postgres(open) => {
            for text in POSTGRES {
                sqlx::query(text).bind(from).bind(to).execute(&mut **open).await.unwrap();
            }
            // as autovacuum does within a minute
            sqlx::query("ANALYZE").execute(&mut **open).await.unwrap();
        }
    }
    tx.commit_housekeeping().await.unwrap();
}

/// A list of so many pupils, each with a surname of their own, thirty to a class.
fn list(rows: u32) -> String {
    let letter = |n: u32| char::from(b'a' + u8::try_from(n % 26).unwrap());
    let row = |n: u32| {
        let surname: String = [n / 676, n / 26, n].into_iter().map(letter).collect();
        let class = format!("{}{}", 1 + n / 780, letter(n / 30));
        format!("Źreb{surname};Anna;{class};{}\n", TestOffice::pesel(n))
    };
    format!("Nazwisko;Imię;Klasa;PESEL\n{}", (0..rows).map(row).collect::<String>())
}

/// How long a list takes from its upload to its check, and from then until all of it is there.
async fn import(t: &TestOffice, desk: &StaffDesk, rows: u32) -> [Duration; 2] {
    let file = t.table(list(rows).as_bytes());
    let began = Instant::now();
    let id = desk.upload_class_list(file).await.unwrap();
    let columns = desk.class_list_columns(id).await.unwrap();
    let form = ChooseColumns {
        version: columns.version,
        columns: columns.mapping.columns.iter().map(|(_, field)| field.to_string()).collect(),
        ..ChooseColumns::default()
    };
    desk.choose_class_list_columns(id, &form).await.unwrap();
    let trial = desk.try_class_list(id).await.unwrap();
    let checked = began.elapsed();
    assert_eq!(trial.counts.new, rows, "{}: {:?}", t.engine, trial.counts);
    let began = Instant::now();
    let form = ApplyClassList { version: trial.version, seen: trial.seen, invite: false };
    desk.apply_class_list(id, &form).await.unwrap();
    t.run_due_jobs().await.unwrap();
    let imported = began.elapsed();
    let state = desk.class_list(id).await.unwrap().state;
    assert!(matches!(state, ClassListState::Applied(applied) if applied.added == rows), "{}", t.engine);
    [checked, imported]
}

/// After whom the twentieth page begins.
async fn behind_nineteen(desk: &StaffDesk) -> Option<PupilId> {
    let mut after = None;
    for _ in 0..19 {
        after = desk.pupil_page(&PupilFilter { after, ..PupilFilter::default() }).await.unwrap().next;
        assert!(after.is_some(), "a school of {PUPILS} has more than nineteen pages");
    }
    after
}

/// Milliseconds of a page, the middle one of many: the first, the twentieth, and that of a search.
async fn pages(desks: &[StaffDesk]) -> [f64; 3] {
    let mut took: [Vec<Duration>; 3] = Default::default();
    for desk in desks {
        let after = behind_nineteen(desk).await;
        let filters = [
            PupilFilter::default(),
            PupilFilter { after, ..PupilFilter::default() },
            PupilFilter { search: "źrebab".to_owned(), ..PupilFilter::default() },
        ];
        for _ in 0..ROUNDS {
            for (filter, took) in filters.iter().zip(&mut took) {
                let began = Instant::now();
                let page = desk.pupil_page(filter).await.unwrap();
                took.push(began.elapsed());
                assert!(!page.rows.is_empty());
            }
        }
    }
    took.map(|mut took| {
        took.sort_unstable();
        took[took.len() / 2].as_secs_f64() * 1000.0
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a measurement of a million rows: benches/lists.sh"]
async fn a_page_costs_the_same_among_a_million_pupils() {
    for t in TestOffice::both().await {
        let mut desks = Vec::new();
        for name in MEASURED {
            let school = t.school(name).await;
            let desk = t.desk(&school, Role::Secretary).await;
            import(&t, &desk, PUPILS).await;
            desks.push(desk);
        }
        fill(&t, 0, FEW).await;
        let few = pages(&desks).await;
        fill(&t, FEW, MANY).await;
        let many = pages(&desks).await;
        let [small, large] = [t.school("SP 3").await, t.school("SP 4").await];
        let [checked, _] = import(&t, &t.desk(&small, Role::Secretary).await, 600).await;
        let [_, imported] = import(&t, &t.desk(&large, Role::Secretary).await, 5000).await;
        let times = [0, 1, 2].map(|kind| many[kind] / few[kind]).into_iter().fold(0.0, f64::max);
        let figures = few.into_iter().chain(many).map(|figure| format!("{figure:.2}")).collect::<Vec<_>>().join("\t");
        let (check, import) = (checked.as_secs_f64(), imported.as_secs_f64());
        println!("\nledger\t{}\t{figures}\t{times:.2}\t{check:.2}\t{import:.2}", t.engine);
        assert!(times <= MOST_TIMES, "{}: {times:.2} times as long among a million", t.engine);
        assert!(checked <= MOST_CHECKED, "{}: 600 rows were checked in {checked:?}", t.engine);
        assert!(imported <= MOST_IMPORTED, "{}: 5000 rows were taken over in {imported:?}", t.engine);
    }
}
