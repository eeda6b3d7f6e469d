//! The tests' PostgreSQL and S3 servers: a fresh database of a plain role and a fresh bucket for every office.

use std::{
    io::{Read, Write},
    net::TcpStream,
};

use sqlx::{AssertSqlSafe, Connection, PgConnection};

use super::sure;
use crate::{store::rows::new_id, vault::VaultPlace};

/// The role that owns every test's database: no superuser, so row-level security binds it.
const ROLE: &str = "legitka_app";

/// Where the servers are.
pub(super) struct Services {
    postgres: String,
    s3: String,
}

/// The servers that the environment names.
pub(super) fn found() -> Option<Services> {
    let (postgres, s3) = (std::env::var("TEST_POSTGRES"), std::env::var("TEST_S3"));
    let required = std::env::var("REQUIRE_ENGINES").is_ok_and(|value| value == "1");
    match (postgres, s3) {
        (Ok(postgres), Ok(s3)) => Some(Services { postgres, s3 }),
        _ if required => panic!("REQUIRE_ENGINES=1, but TEST_POSTGRES or TEST_S3 is not set"),
        _ => None,
    }
}

fn name() -> String {
    format!("legitka-{}", new_id().simple())
}

impl Services {
    /// Makes a database and answers its address.
    pub(super) async fn database(&self) -> String {
        let (name, password) = (name().replace('-', "_"), "legitka");
        let mut server = sure(PgConnection::connect(&self.postgres).await);
        let statements = [
            // One test at a time: roles and databases are everybody's.
            "SELECT pg_advisory_lock(730730)".to_owned(),
            format!(
                "DO $$ BEGIN CREATE ROLE {ROLE} LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD '{password}'; EXCEPTION WHEN duplicate_object THEN NULL; END $$"
            ),
            format!("CREATE DATABASE {name} OWNER {ROLE} TEMPLATE template0"),
        ];
        for statement in statements {
            sure(sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut server).await);
        }
        sure(server.close().await);
        let address = self.postgres.trim_start_matches("postgres://");
        let host = address.rsplit('@').next().and_then(|rest| rest.split('/').next()).unwrap_or_default();
        format!("postgres://{ROLE}:{password}@{host}/{name}")
    }

    /// Makes a bucket. The server asks nobody's name, so plain HTTP will do.
    pub(super) fn bucket(&self) -> VaultPlace {
        let (host, bucket) = (self.s3.trim_start_matches("http://").trim_end_matches('/'), name());
        let mut server = sure(TcpStream::connect(host));
        let request =
            format!("PUT /{bucket} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        sure(server.write_all(request.as_bytes()));
        let mut answer = String::new();
        sure(server.read_to_string(&mut answer));
        assert!(answer.starts_with("HTTP/1.1 200"), "the bucket was not made: {answer}");
        VaultPlace::S3 {
            endpoint: Some(self.s3.clone()),
            bucket,
            region: "us-east-1".to_owned(),
            access_key: "test".to_owned(),
            secret_key: "test".to_owned(),
        }
    }
}
