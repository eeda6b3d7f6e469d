//! Settings: defaults, then the file, then `LEGITKA_*`, then the command line; each later one wins.
//! The table in docs/settings.md is the reference; a test keeps it complete.

use std::{
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context, Result, bail};
use figment::{
    Figment,
    providers::{Env, Format, Serialized, Toml},
};
use office::{ChildSettings, DatabasePlace, MailPlace, VaultPlace, clock::Clock};
use serde::{Deserialize, Serialize};

/// Everything that can be set. Empty text means "as by default".
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Settings {
    /// Folder of the data: database, files, letters of the demo.
    pub data: PathBuf,
    /// Where to listen.
    pub listen: SocketAddr,
    /// The address under which people reach this installation; every link begins with it.
    pub public_url: String,
    /// `postgres://…`; empty: SQLite in the data folder.
    pub database: String,
    /// The key file; empty: beside the data folder, never in it.
    pub key_file: PathBuf,
    /// Bucket of an S3 server; empty: files in the data folder.
    pub s3_bucket: String,
    /// Address of the S3 server; empty: Amazon's own.
    pub s3_endpoint: String,
    /// Region of the bucket.
    pub s3_region: String,
    /// Access key.
    pub s3_access_key: String,
    /// Secret key.
    pub s3_secret_key: String,
    /// `smtp://` or `smtps://`; empty: letters go to a folder.
    pub smtp: String,
    /// Sender of every letter.
    pub mail_from: String,
    /// PEM file of the certificate chain; empty: plain HTTP.
    pub certificate: PathBuf,
    /// PEM file of its private key.
    pub certificate_key: PathBuf,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// Where the metrics listen; empty: nowhere.
    pub metrics: String,
    /// Photos decoded at once; 0: one per core.
    pub photos_at_once: usize,
    /// Photos that may wait for that.
    pub photos_waiting: usize,
    /// What is logged: error, warn, info, debug.
    pub log: String,
    /// Log as JSON lines.
    pub log_json: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            data: PathBuf::from("data"),
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            public_url: String::new(),
            database: String::new(),
            key_file: PathBuf::new(),
            s3_bucket: String::new(),
            s3_endpoint: String::new(),
            s3_region: "eu-central-1".to_owned(),
            s3_access_key: String::new(),
            s3_secret_key: String::new(),
            smtp: String::new(),
            mail_from: "Legitka <legitka@localhost>".to_owned(),
            certificate: PathBuf::new(),
            certificate_key: PathBuf::new(),
            trusted_proxies: Vec::new(),
            metrics: String::new(),
            photos_at_once: 0,
            photos_waiting: 32,
            log: "info".to_owned(),
            log_json: false,
        }
    }
}

impl Settings {
    /// Reads the settings. A named file must be there; `legitka.toml` of this folder is read if it is.
    ///
    /// # Errors
    /// With the source and the name of what cannot be read.
    pub(crate) fn read(file: Option<&Path>, flags: &Flags) -> Result<Self> {
        let mut figment = Figment::from(Serialized::defaults(Self::default()));
        figment = match file {
            Some(file) if !file.exists() => bail!("there is no settings file {}", file.display()),
            Some(file) => figment.merge(Toml::file_exact(file)),
            None if Path::new("legitka.toml").exists() => figment.merge(Toml::file_exact("legitka.toml")),
            None => figment,
        };
        let mut settings: Self = figment.merge(Env::prefixed("LEGITKA_")).extract().context("the settings")?;
        if let Some(data) = &flags.data {
            settings.data.clone_from(data);
        }
        if let Some(listen) = flags.listen {
            settings.listen = listen;
        }
        if let Some(url) = &flags.public_url {
            settings.public_url.clone_from(url);
        }
        Ok(settings)
    }

    /// The address people use: the one set, else the one that is listened on.
    #[must_use]
    pub(crate) fn public_url(&self, listening: SocketAddr) -> String {
        if !self.public_url.is_empty() {
            return self.public_url.trim_end_matches('/').to_owned();
        }
        let scheme = if self.certificate.as_os_str().is_empty() { "http" } else { "https" };
        format!("{scheme}://{listening}")
    }

    /// What the office needs of all this.
    ///
    /// # Errors
    /// If what is set contradicts itself.
    pub(crate) fn office(&self, public_url: String, clock: Clock) -> Result<office::Settings> {
        let beside = |ending: &str| {
            let mut name = self.data.file_name().unwrap_or_default().to_owned();
            name.push(ending);
            self.data.with_file_name(name)
        };
        let database = if self.database.is_empty() {
            DatabasePlace::Sqlite(self.data.join("legitka.sqlite"))
        } else {
            DatabasePlace::Postgres(self.database.clone())
        };
        let key_file = if self.key_file.as_os_str().is_empty() { beside(".key") } else { self.key_file.clone() };
        if key_file.starts_with(&self.data) {
            bail!(
                "the key file {} lies in the data folder; whoever takes one must not have the other",
                key_file.display()
            );
        }
        let mail = if self.smtp.is_empty() {
            MailPlace::Folder(self.data.join("mailbox"))
        } else {
            MailPlace::Smtp(self.smtp.clone())
        };
        Ok(office::Settings {
            database,
            vault: self.vault(),
            key_file,
            public_url,
            mail,
            mail_from: self.mail_from.clone(),
            child: self.child(),
            clock,
        })
    }

    fn vault(&self) -> VaultPlace {
        if self.s3_bucket.is_empty() {
            return VaultPlace::Folder(self.data.join("files"));
        }
        VaultPlace::S3 {
            endpoint: Some(self.s3_endpoint.clone()).filter(|address| !address.is_empty()),
            bucket: self.s3_bucket.clone(),
            region: self.s3_region.clone(),
            access_key: self.s3_access_key.clone(),
            secret_key: self.s3_secret_key.clone(),
        }
    }

    fn child(&self) -> ChildSettings {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let at_once = if self.photos_at_once == 0 { cores } else { self.photos_at_once };
        let program = PathBuf::from("/proc/self/exe"); // the running one, even if an update has replaced the file
        ChildSettings { program, at_once, waiting: self.photos_waiting, deadline: Duration::from_secs(10) }
    }
}

/// What the command line says of the settings.
#[derive(clap::Args, Debug, Clone, Default)]
pub(crate) struct Flags {
    /// Folder of the data.
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Where to listen.
    #[arg(long, global = true, value_name = "ADDR")]
    pub listen: Option<SocketAddr>,
    /// The address under which people reach this installation.
    #[arg(long, global = true, value_name = "URL")]
    pub public_url: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_stands_in_the_table() {
        let table = include_str!("../docs/settings.md");
        let all = serde_json::to_value(Settings::default()).unwrap();
        for name in all.as_object().unwrap().keys() {
            assert!(table.contains(&format!("| `{name}` |")), "docs/settings.md does not explain {name}");
        }
    }

    #[test]
    fn the_key_lies_beside_the_data_and_never_in_it() {
        let mut settings = Settings { data: PathBuf::from("/srv/legitka"), ..Settings::default() };
        let office = settings.office("http://x".into(), Clock::System).unwrap();
        assert_eq!(office.key_file, PathBuf::from("/srv/legitka.key"));
        settings.key_file = PathBuf::from("/srv/legitka/key");
        assert!(settings.office("http://x".into(), Clock::System).is_err());
    }
}
