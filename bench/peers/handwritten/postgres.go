package main

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

const selectPosts = "SELECT id, title, author_id, body, status, views, published_at, created_at, updated_at FROM posts "

type postgres struct{ pool *pgxpool.Pool }

func openPostgres(ctx context.Context, url string) (database, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, err
	}
	config.MaxConns = 10
	pool, err := pgxpool.NewWithConfig(ctx, config)
	return postgres{pool}, err
}

func (db postgres) list(ctx context.Context, limit, offset int64) ([]post, int64, error) {
	rows, err := db.pool.Query(ctx, selectPosts+"ORDER BY id DESC LIMIT $1 OFFSET $2", limit, offset)
	if err != nil {
		return nil, 0, err
	}
	posts, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (p post, err error) {
		err = row.Scan(p.columns()...)
		return p, err
	})
	if err != nil {
		return nil, 0, err
	}
	var total int64
	err = db.pool.QueryRow(ctx, "SELECT count(*) FROM posts").Scan(&total)
	return posts, total, err
}

func (db postgres) get(ctx context.Context, id int64) (p post, err error) {
	err = db.pool.QueryRow(ctx, selectPosts+"WHERE id = $1", id).Scan(p.columns()...)
	return p, err
}

func (db postgres) create(ctx context.Context, p *post) error {
	return db.pool.QueryRow(ctx, `INSERT INTO posts (title, author_id, body, status, views, published_at, created_at, updated_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
		p.Title, p.AuthorID, p.Body, p.Status, p.Views, p.PublishedAt, p.CreatedAt, p.UpdatedAt).Scan(&p.ID)
}

func (db postgres) names(ctx context.Context, ids []int64) (map[int64]string, error) {
	rows, err := db.pool.Query(ctx, "SELECT id, name FROM authors WHERE id = ANY($1)", ids)
	if err != nil {
		return nil, err
	}
	names := map[int64]string{}
	var a author
	_, err = pgx.ForEachRow(rows, []any{&a.ID, &a.Name}, func() error {
		names[a.ID] = a.Name
		return nil
	})
	return names, err
}

func (db postgres) authors(ctx context.Context) ([]author, error) {
	rows, err := db.pool.Query(ctx, "SELECT id, name FROM authors ORDER BY name, id LIMIT 100")
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[author])
}
