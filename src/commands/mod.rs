//! What each subcommand does, with the settings it was given.

mod keep;
mod law;
pub(crate) mod out;
pub(crate) mod person;
pub(crate) mod photo;
pub(crate) mod serve;

use std::{panic::PanicHookInfo, process::ExitCode};

use anyhow::Result;
use office::{Office, clock::Clock};
use tracing_subscriber::{EnvFilter, fmt, prelude::*};

use crate::{Arguments, Command, demo, settings::Settings};

/// Carries out the subcommand.
///
/// # Errors
/// With a sentence for whoever typed it.
pub(crate) fn run(arguments: Arguments) -> Result<ExitCode> {
    if let Command::Openapi = arguments.command {
        out::say(web::api::document())?;
        return Ok(ExitCode::SUCCESS);
    }
    if let Command::Law { json } = arguments.command {
        law::run(json)?;
        return Ok(ExitCode::SUCCESS);
    }
    let settings = Settings::read(arguments.config.as_deref(), &arguments.flags)?;
    start_log(&settings);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().thread_stack_size(1 << 20).build()?;
    runtime.block_on(async {
        match arguments.command {
            Command::Serve { no_jobs } => serve::serve(&settings, !no_jobs).await,
            Command::Work => serve::work(&settings).await,
            Command::Demo(demo) => demo::run(&settings, &demo).await,
            Command::Photo(photo) => photo::run(&settings, &photo).await,
            Command::Check { deep } => keep::check(&settings, deep).await,
            Command::Backup { file } => keep::backup(&settings, &file).await,
            Command::Restore { file, recovery_key, erasures } => {
                keep::restore(&settings, &file, recovery_key.as_deref(), erasures.as_deref()).await
            }
            Command::Migrate => {
                open_at(&settings, settings.public_url(settings.listen), Clock::System).await?.close().await;
                out::say("The database has this program's schema.")?;
                Ok(ExitCode::SUCCESS)
            }
            Command::Person { verb } => person::run(&settings, verb).await,
            Command::Openapi | Command::Law { .. } | Command::Workshop => Ok(ExitCode::SUCCESS),
        }
    })
}

/// Opens the office of an installation that is there: whoever mistypes its folder is told so, and gets no new one.
///
/// # Errors
/// If there is none, or it cannot be opened.
pub(crate) async fn open_existing(settings: &Settings) -> Result<Office> {
    let public_url = settings.public_url(settings.listen);
    Ok(Office::open_existing(settings.office(public_url, Clock::System)?).await?)
}

/// Opens the office under this address and clock; makes the installation if there is none.
///
/// # Errors
/// If it cannot be opened.
pub(crate) async fn open_at(settings: &Settings, public_url: String, clock: Clock) -> Result<Office> {
    Ok(Office::open(settings.office(public_url, clock)?).await?)
}

fn start_log(settings: &Settings) {
    let level = &settings.log;
    // What others log about requests and statements could hold personal data; they may only warn.
    let filter = EnvFilter::new(format!("warn,legitka={level},office={level},web={level},workshop={level}"));
    let registry = tracing_subscriber::registry().with(filter);
    if settings.log_json {
        registry.with(fmt::layer().json().with_writer(std::io::stderr)).init();
    } else {
        registry.with(fmt::layer().with_target(false).with_writer(std::io::stderr)).init();
    }
    std::panic::set_hook(Box::new(log_panic));
}

/// Logs where the program panicked. Never what the panic says: it may quote a name or a number that was at hand.
fn log_panic(panic: &PanicHookInfo<'_>) {
    let (file, line) = panic.location().map_or(("", 0), |place| (place.file(), place.line()));
    tracing::error!(file, line, "the program panicked");
}
