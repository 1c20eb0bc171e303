-- +goose Up
CREATE TABLE "authors" (
    "id"         integer PRIMARY KEY AUTOINCREMENT,
    "name"       text NOT NULL CONSTRAINT "authors_name_check" CHECK (length("name") <= 80),
    "email"      text NOT NULL CONSTRAINT "authors_email_check" CHECK (length("email") <= 254),
    "website"    text CONSTRAINT "authors_website_check" CHECK ("website" IS NULL OR length("website") <= 2048),
    "bio"        text CONSTRAINT "authors_bio_check" CHECK ("bio" IS NULL OR length("bio") <= 2000),
    "born_on"    date,
    "admin_note" text CONSTRAINT "authors_admin_note_check" CHECK ("admin_note" IS NULL OR length("admin_note") <= 200),
    "created_at" timestamp NOT NULL,
    "updated_at" timestamp NOT NULL
);
CREATE INDEX "authors_born_on_id_idx" ON "authors" ("born_on", "id");
CREATE INDEX "authors_created_at_id_idx" ON "authors" ("created_at", "id");
CREATE UNIQUE INDEX "authors_email_key" ON "authors" ("email");
CREATE INDEX "authors_name_id_idx" ON "authors" ("name", "id");
CREATE INDEX "authors_updated_at_id_idx" ON "authors" ("updated_at", "id");
CREATE INDEX "authors_website_id_idx" ON "authors" ("website", "id");

CREATE TABLE "categories" (
    "id"         integer PRIMARY KEY AUTOINCREMENT,
    "name"       text NOT NULL CONSTRAINT "categories_name_check" CHECK (length("name") <= 60),
    "position"   integer NOT NULL,
    "parent_id"  integer CONSTRAINT "categories_parent_id_fkey" REFERENCES "categories" ("id") ON DELETE SET NULL,
    "created_at" timestamp NOT NULL,
    "updated_at" timestamp NOT NULL
);
CREATE INDEX "categories_created_at_id_idx" ON "categories" ("created_at", "id");
CREATE UNIQUE INDEX "categories_name_key" ON "categories" ("name");
CREATE INDEX "categories_parent_id_name_id_idx" ON "categories" ("parent_id", "name", "id");
CREATE INDEX "categories_position_id_idx" ON "categories" ("position", "id");
CREATE INDEX "categories_updated_at_id_idx" ON "categories" ("updated_at", "id");

CREATE TABLE "tags" (
    "id"         integer PRIMARY KEY AUTOINCREMENT,
    "name"       text NOT NULL CONSTRAINT "tags_name_check" CHECK (length("name") <= 40),
    "created_at" timestamp NOT NULL,
    "updated_at" timestamp NOT NULL
);
CREATE INDEX "tags_created_at_id_idx" ON "tags" ("created_at", "id");
CREATE UNIQUE INDEX "tags_name_key" ON "tags" ("name");
CREATE INDEX "tags_updated_at_id_idx" ON "tags" ("updated_at", "id");

CREATE TABLE "posts" (
    "id"           integer PRIMARY KEY AUTOINCREMENT,
    "title"        text NOT NULL CONSTRAINT "posts_title_check" CHECK (length("title") <= 120),
    "author_id"    integer NOT NULL CONSTRAINT "posts_author_id_fkey" REFERENCES "authors" ("id") ON DELETE RESTRICT,
    "category_id"  integer CONSTRAINT "posts_category_id_fkey" REFERENCES "categories" ("id") ON DELETE SET NULL,
    "body"         text NOT NULL,
    "status"       text NOT NULL CONSTRAINT "posts_status_check" CHECK ("status" IN ('archived', 'draft', 'published')),
    "published_at" timestamp NOT NULL,
    "featured"     boolean NOT NULL,
    "public_id"    uuid NOT NULL,
    "reminder_at"  time,
    "rating"       real,
    "price"        decimal NOT NULL,
    "views"        integer NOT NULL,
    "meta"         json_text,
    "created_at"   timestamp NOT NULL,
    "updated_at"   timestamp NOT NULL
);
CREATE INDEX "posts_author_id_published_at_id_idx" ON "posts" ("author_id", "published_at", "id");
CREATE UNIQUE INDEX "posts_author_id_title_key" ON "posts" ("author_id", "title");
CREATE INDEX "posts_category_id_published_at_id_idx" ON "posts" ("category_id", "published_at", "id");
CREATE INDEX "posts_created_at_id_idx" ON "posts" ("created_at", "id");
CREATE INDEX "posts_featured_published_at_id_idx" ON "posts" ("featured", "published_at", "id");
CREATE INDEX "posts_price_id_idx" ON "posts" ("price", "id");
CREATE UNIQUE INDEX "posts_public_id_key" ON "posts" ("public_id");
CREATE INDEX "posts_published_at_id_idx" ON "posts" ("published_at", "id");
CREATE INDEX "posts_rating_id_idx" ON "posts" ("rating", "id");
CREATE INDEX "posts_reminder_at_id_idx" ON "posts" ("reminder_at", "id");
CREATE INDEX "posts_status_published_at_id_idx" ON "posts" ("status", "published_at", "id");
CREATE INDEX "posts_title_id_idx" ON "posts" ("title", "id");
CREATE INDEX "posts_updated_at_id_idx" ON "posts" ("updated_at", "id");
CREATE INDEX "posts_views_id_idx" ON "posts" ("views", "id");

CREATE TABLE "comments" (
    "id"           integer PRIMARY KEY AUTOINCREMENT,
    "post_id"      integer NOT NULL CONSTRAINT "comments_post_id_fkey" REFERENCES "posts" ("id") ON DELETE CASCADE,
    "author_name"  text NOT NULL CONSTRAINT "comments_author_name_check" CHECK (length("author_name") <= 80),
    "author_email" text NOT NULL CONSTRAINT "comments_author_email_check" CHECK (length("author_email") <= 254),
    "body"         text NOT NULL CONSTRAINT "comments_body_check" CHECK (length("body") <= 2000),
    "approved"     boolean,
    "created_at"   timestamp NOT NULL,
    "updated_at"   timestamp NOT NULL
);
CREATE INDEX "comments_approved_created_at_id_idx" ON "comments" ("approved", "created_at", "id");
CREATE INDEX "comments_author_name_id_idx" ON "comments" ("author_name", "id");
CREATE INDEX "comments_created_at_id_idx" ON "comments" ("created_at", "id");
CREATE INDEX "comments_post_id_created_at_id_idx" ON "comments" ("post_id", "created_at", "id");
CREATE INDEX "comments_updated_at_id_idx" ON "comments" ("updated_at", "id");

CREATE TABLE "post_tags" (
    "post_id" integer NOT NULL CONSTRAINT "post_tags_post_id_fkey" REFERENCES "posts" ("id") ON DELETE CASCADE,
    "tag_id"  integer NOT NULL CONSTRAINT "post_tags_tag_id_fkey" REFERENCES "tags" ("id") ON DELETE CASCADE,
    PRIMARY KEY ("post_id", "tag_id")
);
CREATE INDEX "post_tags_tag_id_post_id_idx" ON "post_tags" ("tag_id", "post_id");
CREATE VIRTUAL TABLE "posts_search" USING fts5("title", "body", content='posts', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='2 3');
CREATE VIRTUAL TABLE "posts_search_words" USING fts5vocab('posts_search', 'instance');
-- +goose StatementBegin
CREATE TRIGGER "posts_search_insert" AFTER INSERT ON "posts" BEGIN
    INSERT INTO "posts_search" ("rowid", "title", "body") VALUES (NEW."id", NEW."title", NEW."body");
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER "posts_search_update" AFTER UPDATE OF "title", "body" ON "posts"
WHEN OLD."title" IS NOT NEW."title" OR OLD."body" IS NOT NEW."body" BEGIN
    INSERT INTO "posts_search" ("posts_search", "rowid", "title", "body") VALUES ('delete', OLD."id", OLD."title", OLD."body");
    INSERT INTO "posts_search" ("rowid", "title", "body") VALUES (NEW."id", NEW."title", NEW."body");
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER "posts_search_delete" AFTER DELETE ON "posts" BEGIN
    INSERT INTO "posts_search" ("posts_search", "rowid", "title", "body") VALUES ('delete', OLD."id", OLD."title", OLD."body");
END;
-- +goose StatementEnd

-- +goose Down
DROP TRIGGER "posts_search_insert";
DROP TRIGGER "posts_search_update";
DROP TRIGGER "posts_search_delete";
DROP TABLE "posts_search_words";
DROP TABLE "posts_search";
-- The rows of "post_tags" are lost.
DROP TABLE "post_tags";
-- The rows of "comments" are lost.
DROP TABLE "comments";
-- The rows of "posts" are lost.
DROP TABLE "posts";
-- The rows of "tags" are lost.
DROP TABLE "tags";
UPDATE "categories" SET "parent_id" = NULL;
-- The rows of "categories" are lost.
DROP TABLE "categories";
-- The rows of "authors" are lost.
DROP TABLE "authors";
