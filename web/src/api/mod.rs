//! The same verbs as JSON: the office's for programs with a token, a family's for whoever has its session. The wire is
//! not the domain: its types live here.
//!
//! The OpenAPI document is made from the handlers, committed as `web/openapi.json`, and a test compares the two.

mod audit;
mod cards;
mod children;
mod class_lists;
mod classes;
mod guardians;
mod messages;
mod own_photos;
mod photos;
mod print_runs;
mod pupils;
mod register;
mod school_data;
mod sent;
mod staff;
mod stock;
mod tokens;

use axum::{
    Json, Router,
    extract::{MatchedPath, Request},
    handler::Handler,
    http::{Method, StatusCode, header, request::Parts},
    middleware::{Next, from_fn},
    response::{IntoResponse, Response},
    routing::{MethodRouter, get},
};
use office::Refused;
use sent::{Query, Sent};
use serde::{Deserialize, Serialize};
use utoipa::{
    IntoParams, IntoResponses, Modify, OpenApi, ToSchema,
    openapi::{
        self,
        path::HttpMethod,
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};
use utoipa_axum::{
    PathItemExt,
    router::{OpenApiRouter, UtoipaMethodRouter},
    routes,
};
use uuid::Uuid;

use crate::{
    App,
    refusal::{FieldProblem, ProblemJson, Refusal},
    visitor::SESSION_COOKIE,
};

/// Does this request bring a file? Then it may be as large as one, and is not read before it is known who sends it.
pub(crate) fn brings_a_file(asked: &Parts) -> bool {
    const BROUGHT: [&str; 2] = ["/api/pupils/{id}/photo", "/api/class-lists"];
    let route = asked.extensions.get::<MatchedPath>();
    asked.method == Method::POST && route.is_some_and(|path| BROUGHT.contains(&path.as_str()))
}

/// The head of the document.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Legitka",
        version = "0.1.0",
        description = "School identity cards: the verbs of the pages as JSON, those of the school office with a token, those of a family with the session of its pages. Every change needs an Idempotency-Key; the same key with the same request takes effect once, with another request it is refused. Errors are RFC 9457 problems.",
        license(name = "EUPL-1.2", identifier = "EUPL-1.2")
    ),
    servers((url = "/api")),
    components(schemas(ProblemJson, FieldProblem)),
    modifiers(&Credentials),
    security(("token" = []))
)]
struct Head;

struct Credentials;

impl Modify for Credentials {
    fn modify(&self, document: &mut openapi::OpenApi) {
        let components = document.components.get_or_insert_default();
        let token = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("made by the school's administrator"))
            .build();
        components.add_security_scheme("token", SecurityScheme::Http(token));
        let session = ApiKeyValue::with_description(
            SESSION_COOKIE,
            "the session of the pages; a change says where it comes from (Sec-Fetch-Site or Origin)",
        );
        components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(session)));
    }
}

/// What every verb may answer instead.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "read by the document alone")]
enum Problems {
    /// Not a request of this API, or without an Idempotency-Key that is a UUID.
    #[response(status = 400, content_type = "application/problem+json")]
    Bad(ProblemJson),
    /// No token or session, or one that has ended.
    #[response(status = 401, content_type = "application/problem+json")]
    SignedOut(ProblemJson),
    /// Not for this role, a change with a token that only reads, or a foreign page's change.
    #[response(status = 403, content_type = "application/problem+json")]
    Forbidden(ProblemJson),
    /// Not there, or not this school's.
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(ProblemJson),
    /// Not a verb of this address.
    #[response(status = 405, content_type = "application/problem+json")]
    NoSuchVerb(ProblemJson),
    /// The world changed meanwhile.
    #[response(status = 409, content_type = "application/problem+json")]
    Conflict(ProblemJson),
    /// Too much at once in one request.
    #[response(status = 413, content_type = "application/problem+json")]
    TooLarge(ProblemJson),
    /// Not JSON, or no picture or table where one is wanted.
    #[response(status = 415, content_type = "application/problem+json")]
    NotJson(ProblemJson),
    /// What was sent cannot be taken, or its Idempotency-Key had another request; `errors` names each field.
    #[response(status = 422, content_type = "application/problem+json")]
    Invalid(ProblemJson),
    /// Too much at once; try again in a few seconds.
    #[response(status = 503, content_type = "application/problem+json")]
    Busy(ProblemJson),
}

/// The key under which a change takes effect once.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "read by the document alone")]
struct Once {
    /// A fresh UUID for every change; the same one when a request is repeated.
    #[param(rename = "Idempotency-Key")]
    key: Uuid,
}

/// Which version of a thing a change is about.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Versioned {
    /// The version that was looked at.
    version: i64,
}

/// What a change was about.
#[derive(Serialize, ToSchema)]
struct Made {
    /// Its id.
    id: Uuid,
}

type Answer<T> = Result<Json<T>, Refusal>;

/// A change that made something.
fn made(id: impl Into<Uuid>) -> (StatusCode, Json<Made>) {
    (StatusCode::CREATED, Json(Made { id: id.into() }))
}

/// A PDF.
fn pdf(bytes: Vec<u8>) -> Response {
    ([(header::CONTENT_TYPE, "application/pdf")], bytes).into_response()
}

/// A value from a header or a form's text that is another type in the office.
fn refuse(field: &'static str, problem: office::Problem) -> Refusal {
    Refused::Invalid(vec![office::FieldError { field, problem }]).into()
}

/// Where verbs are mounted.
trait Mount {
    /// Verbs of one address: what the document says about them, and the routes alone.
    fn mount(self, told: impl FnOnce() -> UtoipaMethodRouter<App>, alone: impl FnOnce() -> Vec<Verb>) -> Self;
}

/// An address and what answers there to one method.
type Verb = (String, MethodRouter<App>);

/// The routes and the document.
impl Mount for OpenApiRouter<App> {
    fn mount(self, told: impl FnOnce() -> UtoipaMethodRouter<App>, _: impl FnOnce() -> Vec<Verb>) -> Self {
        self.routes(told())
    }
}

/// The routes alone: a server that starts does not tell itself about sixty verbs, which takes megabytes.
impl Mount for Router<App> {
    fn mount(self, _: impl FnOnce() -> UtoipaMethodRouter<App>, alone: impl FnOnce() -> Vec<Verb>) -> Self {
        alone().into_iter().fold(self, |router, (path, verb)| router.route(&path, verb))
    }
}

fn verb<T: 'static>(path: String, methods: &[HttpMethod], handler: impl Handler<T, App>) -> Verb {
    let each = methods.iter().map(PathItemExt::to_method_filter);
    (path, each.fold(MethodRouter::new(), |verb, method| verb.on(method, handler.clone())))
}

/// Mounts verbs, those of one address between two semicolons. Address and method stand at each handler.
macro_rules! mount {
    ($router:expr; $($($module:ident::$handler:ident),+);+ $(;)?) => {{
        let router = $router;
        $(let router = router.mount(
            || routes!($($module::$handler),+),
            || utoipa_axum::paste! {
                vec![$(verb(
                    <$module::[<__path_ $handler>] as utoipa::Path>::path(),
                    &<$module::[<__path_ $handler>] as utoipa::Path>::methods(),
                    $module::$handler,
                )),+]
            },
        );)+
        router
    }};
}

fn verbs<M: Mount>(router: M) -> M {
    at_home(at_the_head(at_the_desk(router)))
}

/// The daily work.
fn at_the_desk<M: Mount>(router: M) -> M {
    mount! {
        router;
        classes::list, classes::add;
        pupils::list, pupils::add;
        pupils::show;
        pupils::reveal;
        class_lists::list, class_lists::upload;
        class_lists::show;
        class_lists::columns, class_lists::choose;
        class_lists::choose_sheet;
        class_lists::trial;
        class_lists::mend;
        class_lists::apply;
        class_lists::undo;
        guardians::list, guardians::invite;
        guardians::revoke;
        guardians::set_scope;
        guardians::make_letter;
        photos::list;
        photos::show;
        photos::review_jpg;
        photos::approve, photos::undo_approval;
        photos::reject, photos::undo_rejection;
        print_runs::readiness;
        print_runs::list, print_runs::open;
        print_runs::show;
        print_runs::sheet;
        print_runs::confirm;
        print_runs::pickup_list;
        cards::show;
        cards::receive;
        stock::show;
        stock::receive_blanks;
        stock::receive_holograms;
        register::list;
        register::pdf;
    }
}

/// What sets things up and watches over them.
fn at_the_head<M: Mount>(router: M) -> M {
    mount! {
        router;
        staff::list, staff::invite;
        staff::revoke;
        tokens::list, tokens::make;
        tokens::revoke;
        school_data::show, school_data::change;
        audit::list;
    }
}

/// A family's own.
fn at_home<M: Mount>(router: M) -> M {
    mount! {
        router;
        children::list;
        children::photo_status, own_photos::upload;
        own_photos::draft, own_photos::crop;
        own_photos::send;
        own_photos::withdraw;
        own_photos::source_jpg;
        own_photos::portrait_jpg;
        own_photos::preview;
        messages::list;
        messages::read;
    }
}

/// The verbs whose address may ask something, each for its own filter to read. A test holds them against the document.
const ASK: [(&str, &str); 9] = [
    ("GET", "/api/audit-log"),
    ("GET", "/api/photos"),
    ("DELETE", "/api/photos/{id}/approval"),
    ("DELETE", "/api/photos/{id}/rejection"),
    ("GET", "/api/print-readiness"),
    ("GET", "/api/pupils"),
    ("POST", "/api/pupils/{id}/photo"),
    ("GET", "/api/register"),
    ("GET", "/api/register.pdf"),
];

/// Refuses a question in the address of a verb that has no filter, as a filter refuses one that it does not know.
async fn nothing_unasked(request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
    if ASK.contains(&(request.method().as_str(), route)) {
        return next.run(request).await;
    }
    let asked = request.uri().query().and_then(|query| form_urlencoded::parse(query.as_bytes()).next());
    match asked.map(|(name, _)| sent::unknown(&name)) {
        Some(refusal) => refusal.into_response(),
        None => next.run(request).await,
    }
}

/// The API's routes, to be nested under `/api`.
pub(crate) fn router() -> Router<App> {
    verbs(Router::new())
        .route_layer(from_fn(nothing_unasked))
        .route("/openapi.json", get(|| async { ([(header::CONTENT_TYPE, "application/json")], document()) }))
        .fallback(|| async { Refusal::status(StatusCode::NOT_FOUND) })
        .method_not_allowed_fallback(|| async { Refusal::status(StatusCode::METHOD_NOT_ALLOWED) })
}

/// The OpenAPI document, as it is committed.
///
/// # Panics
/// Never: the document is made of plain data.
#[must_use]
pub fn document() -> String {
    let (_, document) = verbs(OpenApiRouter::with_openapi(Head::openapi())).split_for_parts();
    document.to_pretty_json().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_committed_document_is_what_the_program_serves() {
        let committed = include_str!("../../openapi.json");
        assert!(
            committed.trim() == super::document().trim(),
            "web/openapi.json differs: run `legitka openapi > web/openapi.json` and look at the difference"
        );
    }

    #[test]
    fn the_verbs_that_ask_are_those_with_a_filter_in_the_document() {
        let document: serde_json::Value = serde_json::from_str(&super::document()).unwrap();
        let mut asking = Vec::new();
        for (path, verbs) in document["paths"].as_object().unwrap() {
            for (verb, operation) in verbs.as_object().unwrap() {
                let parameters = operation["parameters"].as_array().map_or(&[][..], Vec::as_slice);
                if parameters.iter().any(|parameter| parameter["in"] == "query") {
                    asking.push((verb.to_uppercase(), format!("/api{path}")));
                }
            }
        }
        asking.sort_by(|one, other| one.1.cmp(&other.1));
        let known: Vec<_> = super::ASK.iter().map(|(verb, path)| ((*verb).to_owned(), (*path).to_owned())).collect();
        assert_eq!(asking, known);
    }

    /// What is mounted through `mount!` stands in the document, so nothing is mounted in another way but the document
    /// itself.
    #[test]
    fn whatever_is_mounted_stands_in_the_document() {
        let (source, _) = include_str!("mod.rs").split_once("#[cfg(test)]").unwrap();
        let ways = [".route(", ".route_service(", ".nest(", ".nest_service(", ".merge(", ".fallback_service("];
        let used: usize = ways.iter().map(|way| source.matches(way).count()).sum();
        assert_eq!((used, source.matches(".route(\"/openapi.json\"").count()), (2, 1), "mount it with `mount!`");
    }
}
