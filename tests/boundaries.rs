//! The borders between the crates, checked against what `cargo metadata` says and not what anyone remembers.
//! `deny.toml` draws the same borders for `make audit`; this test needs nothing that is not installed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use serde_json::Value;

/// What is built for Linux, where Legitka runs.
struct Graph {
    /// Names of our own crates with the folder of each.
    members: BTreeMap<String, String>,
    /// Our crates' direct dependencies as written in their manifests: crate → (kind → names).
    declared: BTreeMap<String, BTreeMap<Kind, BTreeSet<String>>>,
    /// Every package of the resolved graph → the packages it is compiled with (no build scripts, no tests).
    linked: BTreeMap<String, BTreeSet<String>>,
    /// The name behind a package id.
    names: BTreeMap<String, String>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Normal,
    Build,
    Dev,
}

fn kind(dependency: &Value) -> Kind {
    match dependency["kind"].as_str() {
        Some("build") => Kind::Build,
        Some("dev") => Kind::Dev,
        _ => Kind::Normal,
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("cargo metadata changed its form: a text was expected, not {value}")).into()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value
        .as_array()
        .unwrap_or_else(|| panic!("cargo metadata changed its form: a list was expected, not {value}"))
        .iter()
}

/// Asks cargo once; without a network it is content with what was downloaded for this build.
fn metadata() -> Value {
    let ask = |extra: &[&str]| {
        Command::new(env!("CARGO"))
            .args(["metadata", "--locked", "--format-version", "1", "--filter-platform", "x86_64-unknown-linux-gnu"])
            .args(extra)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .unwrap_or_else(|error| panic!("cargo does not start: {error}"))
    };
    let mut answer = ask(&[]);
    if !answer.status.success() {
        answer = ask(&["--offline"]);
    }
    assert!(answer.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&answer.stderr));
    serde_json::from_slice(&answer.stdout).unwrap_or_else(|error| panic!("cargo metadata is no JSON: {error}"))
}

fn graph() -> &'static Graph {
    static GRAPH: OnceLock<Graph> = OnceLock::new();
    GRAPH.get_or_init(|| {
        let all = metadata();
        let ours: BTreeSet<String> = list(&all["workspace_members"]).map(text).collect();
        let mut graph = Graph {
            members: BTreeMap::new(),
            declared: BTreeMap::new(),
            linked: BTreeMap::new(),
            names: BTreeMap::new(),
        };
        for package in list(&all["packages"]) {
            let (id, name) = (text(&package["id"]), text(&package["name"]));
            if ours.contains(&id) {
                let declared: &mut BTreeMap<Kind, BTreeSet<String>> = graph.declared.entry(name.clone()).or_default();
                for dependency in list(&package["dependencies"]) {
                    declared.entry(kind(dependency)).or_default().insert(text(&dependency["name"]));
                }
                graph.members.insert(name.clone(), text(&package["manifest_path"]));
            }
            graph.names.insert(id, name);
        }
        for node in list(&all["resolve"]["nodes"]) {
            let linked = list(&node["deps"])
                .filter(|edge| list(&edge["dep_kinds"]).any(|dependency| kind(dependency) == Kind::Normal))
                .map(|edge| text(&edge["pkg"]));
            graph.linked.insert(text(&node["id"]), linked.collect());
        }
        graph
    })
}

impl Graph {
    /// Direct dependencies of one of our crates, of the given kinds.
    fn direct(&self, member: &str, kinds: &[Kind]) -> BTreeSet<&str> {
        let declared =
            self.declared.get(member).unwrap_or_else(|| panic!("there is no crate {member} in the workspace"));
        kinds.iter().filter_map(|kind| declared.get(kind)).flatten().map(String::as_str).collect()
    }

    /// Everything that is compiled into one of our crates, however far away.
    fn reach(&self, member: &str) -> BTreeSet<&str> {
        let mut waiting: Vec<&String> =
            self.names.iter().filter(|(_, name)| *name == member).map(|(id, _)| id).collect();
        let mut seen = BTreeSet::new();
        while let Some(id) = waiting.pop() {
            if seen.insert(id) {
                waiting.extend(self.linked.get(id).into_iter().flatten());
            }
        }
        seen.into_iter().map(|id| self.names[id].as_str()).collect()
    }
}

/// What takes part in the program. Tests may use what they need.
const SHIPPED: [Kind; 2] = [Kind::Normal, Kind::Build];

/// `package` may be a direct dependency of `home` and of no other crate of ours.
fn only(package: &str, home: &str, reason: &str) {
    let graph = graph();
    for member in graph.members.keys() {
        let uses = graph.direct(member, &SHIPPED).contains(package);
        assert!(!uses || member == home, "{member} depends on {package}, which only {home} may: {reason}");
    }
    let there = graph.direct(home, &[Kind::Normal]).contains(package);
    assert!(there, "{home} does not use {package} any more: take the rule out of this test and of deny.toml");
}

/// `member` may be linked with exactly these crates.
fn exactly(member: &str, expected: &[&str], reason: &str) {
    let found = graph().direct(member, &[Kind::Normal]);
    assert_eq!(found, expected.iter().copied().collect(), "{member} has other dependencies than agreed: {reason}");
}

#[test]
fn every_need_has_one_home() {
    only("sqlx", "office", "SQL is private to office: nothing changes without permission, transaction and event");
    only("axum", "web", "HTTP is spoken in one place, the others do not know of cookies and status codes");
    only("image", "workshop", "pictures are decoded where no database handle and no socket is in reach");
    only("calamine", "workshop", "workbooks of strangers are read where no database handle and no socket is in reach");
    only("zip", "workshop", "archives of strangers are unpacked where no database handle and no socket is in reach");
    only("krilla", "workshop", "paper is made from values, without a look into the database");
    only("object_store", "office", "files are kept by the vault of office, encrypted and under their hash");
    only("lettre", "office", "a letter leaves with the transaction that caused it");
    only("rustface", "eye", "faces are judged in one place, the same in the browser");
}

#[test]
fn school_knows_no_outside_world() {
    exactly(
        "school",
        &["jiff", "thiserror", "unicode-normalization", "uuid"],
        "a rule must not depend on a clock, a file, SQL, HTTP or a wire format",
    );
}

#[test]
fn eye_runs_in_a_browser() {
    exactly(
        "eye",
        &["rustface", "school", "serde", "thiserror"],
        "pixels in, verdicts out: what a browser cannot run does not belong there",
    );
}

#[test]
fn workshop_reaches_no_handle() {
    let reach = graph().reach("workshop");
    for package in ["tokio", "sqlx", "sqlx-core", "axum", "hyper", "rustls", "object_store", "office", "web"] {
        assert!(
            !reach.contains(package),
            "workshop reaches {package}: hostile bytes are parsed there, far from sockets and databases"
        );
    }
}

#[test]
fn web_decides_nothing() {
    let direct = graph().direct("web", &SHIPPED);
    for package in ["workshop", "eye", "sqlx", "object_store", "lettre"] {
        assert!(!direct.contains(package), "web depends on {package}: it asks a desk of office for everything");
    }
}

#[test]
fn office_speaks_no_http() {
    let direct = graph().direct("office", &SHIPPED);
    for package in ["axum", "askama", "tower-http", "web"] {
        assert!(
            !direct.contains(package),
            "office depends on {package}: pages, cookies and status codes belong to web"
        );
    }
}

#[test]
fn there_is_one_tls_library() {
    for package in ["openssl-sys", "openssl", "native-tls"] {
        assert!(
            !graph().names.values().any(|name| name == package),
            "{package} is in the graph: TLS is rustls everywhere, nothing of OpenSSL is linked or looked for",
        );
    }
}

/// The lines of one section of a manifest, without its header.
fn section<'a>(manifest: &'a str, header: &str) -> Vec<&'a str> {
    let lines = manifest.lines().map(str::trim).skip_while(|line| *line != header).skip(1);
    lines.take_while(|line| !line.starts_with('[')).collect()
}

#[test]
fn unsafe_code_is_forbidden_everywhere() {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let root = read(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"));
    assert!(
        section(&root, "[workspace.lints.rust]").contains(&r#"unsafe_code = "forbid""#),
        "the workspace does not forbid unsafe code: memory safety is a promise to everyone whose photo we hold",
    );
    for (member, manifest) in &graph().members {
        assert!(
            section(&read(manifest), "[lints]").contains(&"workspace = true"),
            "{member} does not take over the lints of the workspace, so unsafe code is allowed there",
        );
    }
    let browser = read(concat!(env!("CARGO_MANIFEST_DIR"), "/browser/Cargo.toml"));
    assert!(
        section(&browser, "[lints.rust]").contains(&r#"unsafe_code = "forbid""#),
        "browser, a workspace of its own, allows unsafe code: it holds pictures of children, too",
    );
}

/// Every Rust file under a folder.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let paths =
        entries.map(|entry| entry.map_or_else(|error| panic!("{}: {error}", folder.display()), |entry| entry.path()));
    paths
        .flat_map(|path| if path.is_dir() { rust_files(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect()
}

/// Does it use one of the macros of `office/src/store/macros.rs`?
fn speaks_sql(text: &str) -> bool {
    text.match_indices("!(").any(|(at, _)| {
        let name = text[..at].rsplit(|c: char| !c.is_alphanumeric() && c != '_').next();
        name.is_some_and(|name| ["rows", "row", "value", "run"].contains(&name))
    })
}

/// Files that are built for tests alone.
fn is_of_tests(path: &Path) -> bool {
    path.ends_with("tests.rs")
        || path.ends_with("keep/inventory.rs")
        || path.components().any(|part| part.as_os_str() == "tests")
}

/// The compiler says so too, but only where it does not build for tests, which may look at the tables from outside.
#[test]
fn sql_stands_in_the_store() {
    let office = Path::new(env!("CARGO_MANIFEST_DIR")).join("office/src");
    let read =
        |path: &Path| std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let speaking: Vec<PathBuf> = rust_files(&office).into_iter().filter(|path| speaks_sql(&read(path))).collect();
    let (inside, outside): (Vec<_>, Vec<_>) =
        speaking.iter().filter(|path| !is_of_tests(path)).partition(|path| path.starts_with(office.join("store")));
    assert!(inside.len() > 20, "only {inside:?}: do the macros have other names now?");
    assert!(outside.is_empty(), "{outside:?} speak SQL: that belongs to office/src/store, one file a table");
}
