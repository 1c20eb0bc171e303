// Answers for the posts of posts.yaml with Fastify: schemas for what comes in
// and goes out, EJS, pg or better-sqlite3, and a process for each core.
import cluster from 'node:cluster'
import { availableParallelism } from 'node:os'
import view from '@fastify/view'
import ejs from 'ejs'
import Fastify from 'fastify'
import { openPostgres } from './postgres.js'
import { openSQLite } from './sqlite.js'

const perPage = 20

const columns = {
  title: { type: 'string', minLength: 1, maxLength: 120 },
  author_id: { type: 'integer' },
  body: { type: 'string', minLength: 1 },
  status: { type: 'string', enum: ['draft', 'published', 'archived'], default: 'draft' },
  views: { type: 'integer', default: 0 },
  published_at: { type: 'string', format: 'date-time' }
}
const post = {
  type: 'object',
  properties: {
    id: { type: 'integer' },
    ...columns,
    created_at: { type: 'string', format: 'date-time' },
    updated_at: { type: 'string', format: 'date-time' }
  }
}
const list = {
  type: 'object',
  properties: {
    items: { type: 'array', items: post },
    total: { type: 'integer' },
    page: { type: 'integer' },
    per_page: { type: 'integer' }
  }
}
const newPost = { type: 'object', required: ['title', 'author_id', 'body'], properties: columns }
const page = { type: 'object', properties: { page: { type: 'integer', minimum: 1, default: 1 } } }
const id = { type: 'object', properties: { id: { type: 'integer' } } }

function build(db) {
  const app = Fastify({ logger: true })
  app.register(view, { engine: { ejs }, root: 'views', viewExt: 'ejs', layout: 'layout', production: true })

  app.get('/api/v1/posts', { schema: { querystring: page, response: { 200: list } } }, async (request) => {
    const { page } = request.query
    const [items, total] = await Promise.all([db.list(perPage, (page - 1) * perPage), db.count()])
    return { items, total, page, per_page: perPage }
  })

  app.get('/api/v1/posts/:id', { schema: { params: id, response: { 200: post } } }, async (request, reply) => {
    return await db.get(request.params.id) ?? reply.callNotFound()
  })

  app.post('/api/v1/posts', { schema: { body: newPost, response: { 201: post } } }, async (request, reply) => {
    const now = new Date()
    const created = await db.create({ published_at: now, ...request.body, created_at: now, updated_at: now })
    reply.code(201).header('location', `/api/v1/posts/${created.id}`)
    return created
  })

  app.get('/posts', { schema: { querystring: page } }, async (request, reply) => {
    const { page } = request.query
    const [posts, total, authors] = await Promise.all([db.listWithAuthors(perPage, (page - 1) * perPage), db.count(), db.authors()])
    return reply.view('list', { title: 'Posts', posts, authors, page, last: Math.ceil(total / perPage), time })
  })

  app.get('/posts/:id', { schema: { params: id } }, async (request, reply) => {
    const post = await db.getWithAuthor(request.params.id)
    return post ? reply.view('show', { title: post.title, post, time }) : reply.callNotFound()
  })
  return app
}

const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })

function time(date) {
  return { iso: date.toISOString(), text: `${format.format(date)} UTC` }
}

const workers = availableParallelism()
if (cluster.isPrimary) {
  cluster.on('exit', (worker, code, signal) => {
    console.error(`process ${worker.process.pid} ended: ${signal ?? code}`)
    cluster.fork()
  })
  for (let i = 0; i < workers; i++) cluster.fork()
} else {
  const url = process.env.DATABASE_URL
  const db = url.startsWith('postgres') ? openPostgres(url, 10 / workers) : openSQLite(url)
  const [host, port] = process.env.ADDR.split(':')
  await build(db).listen({ host, port: Number(port) })
}
