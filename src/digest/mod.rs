//! The domain of the digest.
