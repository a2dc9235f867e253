//! Files kept by their hash: evidence and imported sources.

use crate::{AppError, chance, hash::sha256};
use ledger::{Evidence, MatterId, Refusal};
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

/// Largest file, in bytes.
pub const MAX_BYTES: u64 = 64 << 20;

/// A folder of files named by the SHA-256 of their bytes.
pub struct EvidenceStore {
    folder: PathBuf,
}

impl EvidenceStore {
    /// Opens `folder/evidence`, making it when it is not there.
    ///
    /// # Errors
    /// The folder cannot be made.
    pub fn open(folder: &Path) -> Result<EvidenceStore, AppError> {
        let folder = folder.join("evidence");
        fs::create_dir_all(&folder).map_err(|error| io(&folder, &error))?;
        Ok(EvidenceStore { folder })
    }

    /// Keeps `bytes` and gives their hash; durable before it returns. The same bytes are kept once.
    ///
    /// # Errors
    /// More than [`MAX_BYTES`], or the disk fails.
    pub fn keep(&self, bytes: &[u8]) -> Result<String, AppError> {
        let found = bytes.len() as u64;
        if found > MAX_BYTES {
            return Err(AppError::TooLarge { limit: MAX_BYTES, found });
        }
        let hash = sha256(bytes);
        let path = self.path(&hash);
        if path.exists() {
            return Ok(hash);
        }
        let shelf = path.parent().unwrap_or(&self.folder);
        fs::create_dir_all(shelf).map_err(|error| io(shelf, &error))?;
        // Written beside and renamed, so that a file under its hash is always whole.
        let partial = shelf.join(format!(".{}", chance::secret()));
        let written = fs::File::create(&partial)
            .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
            .and_then(|()| fs::rename(&partial, &path))
            .and_then(|()| fs::File::open(shelf)?.sync_all());
        if let Err(error) = written {
            let _ = fs::remove_file(&partial);
            return Err(io(&path, &error));
        }
        Ok(hash)
    }

    /// The bytes under `hash`, compared with it.
    ///
    /// # Errors
    /// There is no such file, or its bytes do not fit the hash.
    pub fn get(&self, hash: &str) -> Result<Vec<u8>, AppError> {
        if hash.len() != 64 || !hash.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
            return Err(AppError::NotFound("file"));
        }
        let path = self.path(hash);
        let bytes = fs::read(&path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => AppError::NotFound("file"),
            _ => io(&path, &error),
        })?;
        if sha256(&bytes) != hash {
            return Err(AppError::Store(store::StoreError::Damaged(format!("file {hash}"))));
        }
        Ok(bytes)
    }

    fn path(&self, hash: &str) -> PathBuf {
        self.folder.join(hash.get(..2).unwrap_or_default()).join(hash)
    }
}

pub(crate) fn io(path: &Path, error: &std::io::Error) -> AppError {
    if error.kind() == std::io::ErrorKind::StorageFull {
        return AppError::Store(store::StoreError::DiskFull);
    }
    AppError::Io { path: path.display().to_string(), problem: error.to_string() }
}

impl crate::App {
    /// Keeps a file and gives its hash, to be attached by a command.
    ///
    /// # Errors
    /// More than [`MAX_BYTES`], or the disk fails.
    pub fn keep_file(&self, bytes: &[u8]) -> Result<String, AppError> {
        self.evidence.keep(bytes)
    }

    /// A file that is attached to a matter, with what is known of it.
    ///
    /// # Errors
    /// There is no such matter for the reader, it has no such file, or the bytes do not fit the hash.
    pub fn attached(&self, id: MatterId, hash: &str) -> Result<(Evidence, Vec<u8>), AppError> {
        let matter = self.view()?.matter(id)?.ok_or(Refusal::NoSuchMatter(id))?;
        if self.is_restricted(&matter.kind)? {
            self.note_opening(Some(id))?;
        }
        let evidence =
            matter.evidence.into_iter().find(|one| one.hash == hash).ok_or(AppError::NotFound("file"))?;
        let bytes = self.evidence.get(hash)?;
        Ok((evidence, bytes))
    }

    /// The bytes of a kept file.
    ///
    /// # Errors
    /// There is no such file, or its bytes do not fit the hash.
    pub fn file(&self, hash: &str) -> Result<Vec<u8>, AppError> {
        self.evidence.get(hash)
    }
}
