import Database from 'better-sqlite3'

const withAuthor = 'SELECT posts.*, authors.name AS author FROM posts JOIN authors ON authors.id = author_id'

// openSQLite opens the file so that no row is lost when the power fails. There
// is a connection in each process, as its calls are synchronous.
export function openSQLite(file) {
  const db = new Database(file)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  const list = db.prepare('SELECT * FROM posts ORDER BY id DESC LIMIT ? OFFSET ?')
  const count = db.prepare('SELECT count(*) FROM posts').pluck()
  const get = db.prepare('SELECT * FROM posts WHERE id = ?')
  const create = db.prepare(`INSERT INTO posts (title, author_id, body, status, views, published_at, created_at, updated_at)
    VALUES (@title, @author_id, @body, @status, @views, @published_at, @created_at, @updated_at) RETURNING *`)
  const listWithAuthors = db.prepare(`${withAuthor} ORDER BY posts.id DESC LIMIT ? OFFSET ?`)
  const getWithAuthor = db.prepare(`${withAuthor} WHERE posts.id = ?`)
  const authors = db.prepare('SELECT id, name FROM authors ORDER BY name, id LIMIT 100')
  const convert = (row, to) => ({ ...row, published_at: to(row.published_at), created_at: to(row.created_at), updated_at: to(row.updated_at) })
  const parsed = (row) => row && convert(row, (text) => new Date(text))
  const text = (row) => convert(row, (date) => new Date(date).toISOString())
  return {
    list: (limit, offset) => list.all(limit, offset).map(parsed),
    count: () => count.get(),
    get: (id) => parsed(get.get(id)),
    create: (p) => parsed(create.get(text(p))),
    listWithAuthors: (limit, offset) => listWithAuthors.all(limit, offset).map(parsed),
    getWithAuthor: (id) => parsed(getWithAuthor.get(id)),
    authors: () => authors.all()
  }
}
