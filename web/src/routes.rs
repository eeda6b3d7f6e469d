//! Every address of Legitka. Verbs are resources: approving a photo is `POST /photos/{id}/approval`.
//!
//! One table makes both the router and [`TABLE`], which says through which door each route is reached: a route
//! without a door cannot be written, and the permissions test knocks at every one as everybody.

use std::{any::Any, time::Duration};

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::StatusCode,
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use tower_http::{catch_panic::CatchPanicLayer, timeout::TimeoutLayer};

use crate::{App, api, assets, guard, pages, refusal};

/// The longest upload, 25 MB, with room for the multipart wrapping. Everything else is a form, see [`refusal`].
const LONGEST_UPLOAD: usize = 25 * 1024 * 1024 + 64 * 1024;

/// Who may come to a route at all; what they may do there is the policy's business.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Door {
    /// Anybody.
    Open,
    /// Anybody signed in.
    Member,
    /// A school's staff.
    Staff,
    /// A linked family member.
    Family,
    /// Whoever runs the installation.
    Operator,
    /// A program with a token.
    Token,
}

/// A route of the pages.
#[derive(Clone, Copy, Debug)]
pub struct Route {
    /// Through which door.
    pub door: Door,
    /// `get` or `post`.
    pub method: &'static str,
    /// Its address, parameters in braces.
    pub path: &'static str,
}

macro_rules! table {
    ($($door:ident { $($method:ident $path:literal => $handler:path,)* })*) => {
        /// Every route of the pages.
        pub const TABLE: &[Route] = &[$($(Route { door: Door::$door, method: stringify!($method), path: $path },)*)*];

        fn table() -> Router<App> {
            Router::new()$($(.route($path, $method($handler)))*)*
        }
    };
}

table! {
    // Anybody.
    Open {
        get "/" => pages::session::front,
        get "/session" => pages::session::show,
        post "/session" => pages::session::sign_in,
        get "/session/second-factor" => pages::session::second_factor,
        post "/session/second-factor" => pages::session::give_second_factor,
        get "/session/step-up" => pages::session::step_up,
        post "/session/step-up" => pages::session::give_step_up,
        get "/session/enrolment" => pages::session::enrolment,
        post "/session/enrolment" => pages::session::enrol,
        post "/session/passkey-question" => pages::passkeys::question,
        post "/session/new-passkey-question" => pages::passkeys::new_question,
        post "/session/end" => pages::session::sign_out,
        get "/password-resets" => pages::password_resets::ask,
        post "/password-resets" => pages::password_resets::send,
        get "/password-resets/{token}" => pages::password_resets::show,
        post "/password-resets/{token}" => pages::password_resets::set,
        get "/sign-up" => pages::sign_up::show,
        post "/sign-up" => pages::sign_up::begin,
        post "/sign-up/code" => pages::sign_up::give_code,
        post "/sign-up/letter" => pages::sign_up::send_again,
        get "/sign-up/links/{token}" => pages::sign_up::link,
        post "/sign-up/links/{token}" => pages::sign_up::confirm,
        get "/setup/{token}" => pages::setup::show,
        post "/setup/{token}" => pages::setup::set_up,
        post "/setup/recovery-sheet" => pages::setup::recovery_sheet,
        get "/invitations/{token}" => pages::invitation::show,
        post "/invitations/{token}" => pages::invitation::accept,
        post "/invitations/{token}/refusal" => pages::invitation::decline,
        get "/school-letter" => pages::school_access::show,
        post "/school-letter" => pages::school_access::give,
        post "/school-letter/account" => pages::school_access::join,
        get "/school-letter/{token}" => pages::school_access::by_code,
        post "/language" => pages::language::choose,
        get "/mailbox" => pages::mailbox::show,
        get "/accessibility" => pages::accessibility::show,
        get "/privacy" => pages::privacy::show,
        get "/v" => pages::verify::show,
        get "/v/{code}" => pages::verify::check,
        get "/v/{code}/photo.jpg" => pages::verify::photo,
        get "/mlegitymacja" => pages::sio::guide,
        get "/offline" => pages::offline,
        get "/manifest.webmanifest" => pages::manifest,
    }
    // Anybody signed in; a photo is looked for through every desk they have.
    Member {
        post "/school-letter/link" => pages::school_access::link,
        get "/account" => pages::account::show,
        post "/account/password" => pages::account::change_password,
        post "/account/other-devices/end" => pages::account::sign_out_others,
        post "/account/recovery-codes" => pages::account::make_recovery_codes,
        post "/pupils/{id}/unlinking" => pages::account::unlink,
        get "/account/passkeys/new" => pages::passkeys::new,
        post "/account/passkeys" => pages::passkeys::add,
        post "/account/passkeys/{id}/removal" => pages::passkeys::remove,
        get "/account/data" => pages::account_data::show,
        post "/account/data" => pages::account_data::take,
        post "/account/closing" => pages::account_data::close,
        post "/account/closing/end" => pages::account_data::keep,
        post "/places" => pages::places::choose,
        get "/photos/{id}/review.jpg" => pages::photos::review_jpg,
        get "/photos/{id}/portrait.jpg" => pages::photos::portrait_jpg,
        get "/photos/{id}/source.jpg" => pages::photos::source_jpg,
    }
    // The family of a pupil.
    Family {
        get "/home" => pages::home::show,
        get "/pupils/{id}/photo" => pages::photo::status,
        get "/pupils/{id}/photo/guidelines" => pages::photo::guidelines,
        post "/pupils/{id}/photo/guidelines" => pages::photo::declare,
        get "/pupils/{id}/photo/examples" => pages::photo::examples,
        get "/pupils/{id}/photo/new" => pages::photo::choose,
        post "/pupils/{id}/photo/new" => pages::photo::upload,
        get "/pupils/{id}/mobile-id" => pages::mobile_id::show,
        get "/pupils/{id}/mobile-id/portrait.jpg" => pages::mobile_id::portrait,
        post "/pupils/{id}/mobile-id/identity" => pages::mobile_id::reveal,
        post "/pupils/{id}/mobile-id/code" => pages::mobile_id::make_code,
        post "/pupils/{id}/mobile-id/phone" => pages::mobile_id::activate,
        post "/pupils/{id}/mobile-id/loss" => pages::mobile_id::lose,
        get "/photos/{id}/crop" => pages::photo::crop,
        post "/photos/{id}/crop" => pages::photo::save_crop,
        get "/photos/{id}/check" => pages::photo::check,
        get "/photos/{id}/preview.svg" => pages::photo::preview,
        post "/photos/{id}/submission" => pages::photo::send,
        post "/photos/{id}/withdrawal" => pages::photo::withdraw,
        get "/messages" => pages::messages::list,
        post "/messages/{id}/reading" => pages::messages::read,
    }
    // Whoever runs the installation.
    Operator {
        get "/schools" => pages::schools::list,
        get "/schools/opening" => pages::schools::new,
        post "/schools/opening" => pages::schools::open,
        get "/schools/{id}" => pages::schools::show,
        get "/schools/{id}/closing" => pages::schools::closing,
        post "/schools/{id}/closing" => pages::schools::close,
        post "/schools/{id}/reopening" => pages::schools::reopen,
        post "/schools/{id}/access" => pages::schools::ask,
        get "/schools/{id}/settings" => pages::schools::settings,
        get "/schools/{id}/roll" => pages::schools::roll,
    }
    // The staff of a school.
    Staff {
        get "/desk" => pages::desk::show,
        get "/my-class" => pages::my_class::show,
        get "/photos" => pages::photos::list,
        get "/photos/{id}" => pages::photos::show,
        post "/photos/{id}/approval" => pages::photos::approve,
        post "/photos/{id}/rejection" => pages::photos::reject,
        post "/photos/{id}/undo" => pages::photos::undo,
        post "/photos/{id}/reuse" => pages::photos::reuse,
        get "/photos/{id}/frame" => pages::photos::frame,
        post "/photos/{id}/frame" => pages::photos::save_frame,
        get "/photo-packs" => pages::photo_packs::list,
        post "/photo-packs" => pages::photo_packs::upload,
        post "/photo-packs/uploads" => pages::photo_packs::begin,
        get "/photo-packs/{id}" => pages::photo_packs::show,
        get "/photo-packs/{id}/offset.txt" => pages::photo_packs::offset,
        post "/photo-packs/{id}/pieces" => pages::photo_packs::add,
        get "/photo-packs/{id}/files/{place}" => pages::photo_packs::file,
        post "/photo-packs/{id}/files/{place}" => pages::photo_packs::assign,
        post "/photo-packs/{id}/application" => pages::photo_packs::take,
        get "/classes" => pages::classes::list,
        post "/classes" => pages::classes::add,
        post "/classes/{id}/form-teacher" => pages::classes::set_form_teacher,
        get "/classes/{id}/letters" => pages::school_letters::of_class,
        post "/classes/{id}/letters" => pages::school_letters::make_of_class,
        get "/school-year" => pages::school_year::show,
        post "/school-year" => pages::school_year::turn,
        post "/school-year/{id}/undo" => pages::school_year::undo,
        get "/class-lists" => pages::class_lists::list,
        post "/class-lists" => pages::class_lists::upload,
        get "/class-lists/template.csv" => pages::class_lists::template,
        get "/class-lists/{id}" => pages::class_lists::show,
        get "/class-lists/{id}/columns" => pages::class_lists::columns,
        post "/class-lists/{id}/columns" => pages::class_lists::choose,
        post "/class-lists/{id}/sheet" => pages::class_lists::choose_sheet,
        post "/class-lists/{id}/lines" => pages::class_lists::mend,
        post "/class-lists/{id}/application" => pages::class_lists::apply,
        post "/class-lists/{id}/undo" => pages::class_lists::undo,
        get "/pupils" => pages::pupils::list,
        post "/pupils" => pages::pupils::add,
        post "/pupil-views" => pages::pupils::save_view,
        post "/pupil-views/{id}/removal" => pages::pupils::remove_view,
        get "/pupils/new" => pages::pupils::new,
        get "/pupils/export" => pages::pupils::list_export,
        post "/pupils/export" => pages::pupils::take_list,
        get "/pupils/{id}" => pages::pupils::show,
        get "/pupils/{id}/school-photo/new" => pages::pupils::new_photo,
        post "/pupils/{id}/school-photo/new" => pages::pupils::add_photo,
        post "/pupils/{id}/identity" => pages::pupils::reveal,
        get "/pupils/{id}/phone" => pages::pupils::phone,
        post "/pupils/{id}/phone" => pages::pupils::make_phone_code,
        post "/pupils/{id}/phone/loss" => pages::pupils::lose_phone,
        get "/pupils/{id}/name" => pages::pupils::name,
        post "/pupils/{id}/name" => pages::pupils::rename,
        get "/pupils/{id}/class" => pages::pupils::class,
        post "/pupils/{id}/class" => pages::pupils::change_class,
        get "/pupils/{id}/pesel" => pages::pupils::pesel,
        post "/pupils/{id}/pesel" => pages::pupils::give_pesel,
        get "/pupils/{id}/ruling" => pages::pupils::ruling,
        post "/pupils/{id}/ruling" => pages::pupils::set_ruling,
        get "/pupils/{id}/departure" => pages::pupils::departure,
        post "/pupils/{id}/departure" => pages::pupils::leave,
        get "/pupils/{id}/export" => pages::pupils::export,
        post "/pupils/{id}/export" => pages::pupils::take_export,
        get "/pupils/{id}/return" => pages::pupils::back,
        post "/pupils/{id}/return" => pages::pupils::take_back,
        get "/pupils/{id}/guardians" => pages::guardians::new,
        post "/pupils/{id}/guardians" => pages::guardians::invite,
        post "/guardians/{id}/revocation" => pages::guardians::revoke,
        get "/guardians/{id}/scope" => pages::guardians::scope,
        post "/guardians/{id}/scope" => pages::guardians::set_scope,
        get "/guardians/{id}/letter" => pages::guardians::letter,
        post "/guardians/{id}/letter" => pages::guardians::make_letter,
        post "/guardians/{id}/letter.pdf" => pages::guardians::print_letter,
        get "/pupils/{id}/letters" => pages::school_letters::of_pupil,
        post "/pupils/{id}/letters" => pages::school_letters::make_of_pupil,
        get "/print-runs" => pages::print_runs::list,
        post "/print-runs" => pages::print_runs::open,
        get "/print-runs/new" => pages::print_runs::new,
        get "/print-runs/{id}" => pages::print_runs::show,
        get "/print-runs/{id}/sheet.pdf" => pages::print_runs::sheet,
        post "/print-runs/{id}/confirmation" => pages::print_runs::confirm,
        get "/print-runs/{id}/pickup-list.pdf" => pages::print_runs::pickup_list,
        get "/cards/{id}" => pages::cards::show,
        get "/cards/{id}/preview.svg" => pages::cards::preview,
        get "/cards/{id}/portrait.jpg" => pages::cards::portrait,
        post "/cards/{id}/receipt" => pages::cards::receive,
        get "/cards/{id}/invalidation" => pages::card_life::invalidation,
        post "/cards/{id}/invalidation" => pages::card_life::invalidate,
        get "/cards/{id}/application" => pages::card_life::application,
        post "/cards/{id}/application" => pages::card_life::apply,
        post "/cards/{id}/return" => pages::card_life::take_back,
        get "/applications" => pages::applications::list,
        post "/applications/{id}/payment" => pages::applications::pay,
        get "/sio" => pages::sio::list,
        post "/sio/tasks/completion" => pages::sio::finish_all,
        post "/sio/tasks/{id}/completion" => pages::sio::finish,
        get "/sio/objections" => pages::sio::objections,
        get "/sio/export" => pages::sio::export,
        post "/sio/export" => pages::sio::take_export,
        get "/sio/comparison" => pages::sio::comparison,
        post "/sio/comparison" => pages::sio::compare,
        get "/pupils/{id}/sio" => pages::sio::show,
        post "/pupils/{id}/sio" => pages::sio::move_on,
        post "/pupils/{id}/objection" => pages::sio::object,
        post "/pupils/{id}/objection/withdrawal" => pages::sio::withdraw,
        post "/pupils/{id}/device-loss" => pages::sio::lose_device,
        get "/protocols" => pages::protocols::list,
        post "/protocols" => pages::protocols::make,
        get "/protocols/{id}/protocol.pdf" => pages::protocols::pdf_file,
        get "/holograms" => pages::holograms::show,
        post "/holograms" => pages::holograms::scan,
        get "/reminders" => pages::reminders::show,
        post "/reminders" => pages::reminders::send,
        get "/register" => pages::register::list,
        get "/register/export" => pages::register::export,
        post "/register/export" => pages::register::take_export,
        get "/exports" => pages::exports::list,
        post "/exports/{id}/approval" => pages::exports::approve,
        post "/exports/{id}/refusal" => pages::exports::refuse,
        post "/exports/{id}/download" => pages::exports::take,
        get "/law" => pages::law::show,
        get "/search" => pages::search::show,
        get "/statistics" => pages::statistics::show,
        get "/statistics/checks" => pages::statistics::checks,
        get "/statistics/photos" => pages::statistics::photos,
        get "/stock" => pages::stock::show,
        post "/stock/blanks" => pages::stock::receive_blanks,
        post "/stock/holograms" => pages::stock::receive_holograms,
        get "/staff" => pages::staff::list,
        post "/staff" => pages::staff::invite,
        post "/staff/{id}/revocation" => pages::staff::revoke,
        post "/staff/{id}/second-factor-reset" => pages::staff::reset_second_factor,
        get "/api-tokens" => pages::tokens::list,
        post "/api-tokens" => pages::tokens::make,
        post "/api-tokens/{id}/revocation" => pages::tokens::revoke,
        get "/school" => pages::school_data::show,
        post "/school" => pages::school_data::change,
        post "/school/form-teachers" => pages::school_data::let_form_teachers_review,
        post "/school/check-photo" => pages::school_data::let_check_show_photo,
        post "/school/card" => pages::school_data::look_at_card,
        get "/school/logo.jpg" => pages::logo::picture,
        post "/school/logo" => pages::logo::change,
        post "/school/logo/removal" => pages::logo::remove,
        post "/school/numbers" => pages::school_data::start_numbers,
        get "/school/rspo" => pages::rspo::show,
        post "/school/rspo" => pages::rspo::find,
        get "/school/mail" => pages::mail::show,
        post "/school/mail" => pages::mail::send,
        get "/school/texts" => pages::school_texts::show,
        post "/school/texts" => pages::school_texts::change,
        get "/school/texts/versions" => pages::school_texts::versions,
        get "/school/set-up" => pages::set_up_steps::show,
        post "/school/skipped-steps" => pages::set_up_steps::skip,
        post "/school/skipped-steps/end" => pages::set_up_steps::take_up,
        get "/schools/new" => pages::places::new,
        post "/schools" => pages::places::found,
        get "/places" => pages::places::list,
        get "/school/access" => pages::access::list,
        post "/school/access/{id}/approval" => pages::access::grant,
        post "/school/access/{id}/refusal" => pages::access::refuse,
        post "/school/access/{id}/end" => pages::access::end,
        get "/school/photo-checks" => pages::photo_checks::show,
        post "/school/photo-checks" => pages::photo_checks::change,
        get "/school/rules" => pages::rules::show,
        post "/school/rules" => pages::rules::change,
        get "/school/retention" => pages::retention::show,
        post "/school/retention" => pages::retention::keep_sources,
        get "/school/processing-record" => pages::processing::show,
        get "/audit-log" => pages::audit::list,
        post "/audit-log/export" => pages::audit::export,
    }
}

/// The door of a page's route.
pub(crate) fn door(path: &str) -> Option<Door> {
    TABLE.iter().find(|route| route.path == path).map(|route| route.door)
}

/// The answer when a handler panicked. The layer's own would log what the panic says, and that may quote a name.
fn panicked(_: Box<dyn Any + Send>) -> Response {
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

/// Builds the whole router.
pub fn router(app: App) -> Router {
    table()
        .nest("/api", api::router())
        .layer(DefaultBodyLimit::max(LONGEST_UPLOAD))
        .fallback(pages::not_found)
        .layer(from_fn_with_state(app.clone(), guard::same_site))
        .layer(from_fn_with_state(app.clone(), guard::host))
        .layer(from_fn_with_state(app.clone(), refusal::render))
        .merge(assets::router())
        .route("/healthz", get(pages::health::alive))
        .route("/readyz", get(pages::health::ready))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, Duration::from_secs(300)))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn(guard::headers))
        .layer(from_fn(guard::count))
        .with_state(app)
}
