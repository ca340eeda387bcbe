-- Packages that players of a content may still hold after it was planned again from the same source.
CREATE TABLE replaced_packages (
    content_id  text        NOT NULL,
    package_key text        NOT NULL REFERENCES packages (package_key) ON DELETE CASCADE,
    replaced_at timestamptz NOT NULL,
    PRIMARY KEY (content_id, package_key)
);

CREATE INDEX replaced_packages_package ON replaced_packages (package_key);
