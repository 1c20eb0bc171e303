import pg from 'pg'

pg.types.setTypeParser(pg.types.builtins.INT8, Number)

const withAuthor = 'SELECT posts.*, authors.name AS author FROM posts JOIN authors ON authors.id = author_id'

// openPostgres keeps its connections.
export function openPostgres(connectionString, max) {
  const pool = new pg.Pool({ connectionString, max: Math.ceil(max), idleTimeoutMillis: 0 })
  const rows = async (text, values) => (await pool.query(text, values)).rows
  const row = async (text, values) => (await rows(text, values))[0]
  return {
    list: (limit, offset) => rows('SELECT * FROM posts ORDER BY id DESC LIMIT $1 OFFSET $2', [limit, offset]),
    count: async () => (await row('SELECT count(*) FROM posts')).count,
    get: (id) => row('SELECT * FROM posts WHERE id = $1', [id]),
    create: (p) => row(`INSERT INTO posts (title, author_id, body, status, views, published_at, created_at, updated_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING *`,
    [p.title, p.author_id, p.body, p.status, p.views, p.published_at, p.created_at, p.updated_at]),
    listWithAuthors: (limit, offset) => rows(`${withAuthor} ORDER BY posts.id DESC LIMIT $1 OFFSET $2`, [limit, offset]),
    getWithAuthor: (id) => row(`${withAuthor} WHERE posts.id = $1`, [id]),
    authors: () => rows('SELECT id, name FROM authors ORDER BY name, id LIMIT 100')
  }
}
