// Uses the client on a running application: node use.js URL.

import assert from "node:assert/strict";
import { ApiError, createClient, etagOf, type PostInput } from "./client.js";

const [baseUrl = ""] = process.argv.slice(2);
const api = createClient({ baseUrl });

/** The ApiError that a call ends with. */
async function refusal(call: Promise<unknown>): Promise<ApiError> {
  const error = await call.then(() => assert.fail("the call succeeded"), (error: unknown) => error);
  assert(error instanceof ApiError, String(error));
  return error;
}

const ada = await api.authors.create({ name: "Ada" });
const bob = await api.authors.create({ name: "Bob" });
for (let i = 0; i < 25; i++) {
  const status = i % 5 === 0 ? "published" : "draft";
  await api.posts.create({ title: `Post ${i}`, body: i === 7 ? "Say cheese" : "…", status, rank: i, author_id: i < 20 ? ada.id : bob.id });
}

// Lists.
const page = await api.posts.list({ page: 2, per_page: 10 });
assert.equal(page.items.length, 10);
assert.equal(page.total, 25);
const found = await api.posts.list({
  filter: { status: "published", rank: { gte: 5, lt: 20 }, author_id: ada.id },
  sort: ["-rank", "title"],
  count: "exact",
});
assert.deepEqual(found.items.map((post) => post.title), ["Post 15", "Post 10", "Post 5"]);
assert.equal(found.total, 3);
assert.equal(found.next, null);
assert.equal((await api.posts.list({ filter: { editor_id: null, status: { ne: "draft" } } })).total, 5);
assert.deepEqual((await api.posts.list({ q: "say che", filter: { rank: 7 } })).items.map((post) => post.rank), [7]);
const wrong = await refusal(api.posts.list({ filter: { nonsense: 1 } as object }));
assert.equal(wrong.status, 400);
const ranks: number[] = [];
for await (const post of api.posts.all({ sort: "rank", per_page: 7, filter: { rank: { gt: 2 } } })) ranks.push(post.rank);
assert.deepEqual(ranks, Array.from({ length: 22 }, (_, i) => i + 3));
const go = await api.tags.create({ name: "go" });
await api.posts.update(2, { tag_ids: [go.id] });
const whole = await api.posts.get(1, { include: ["author", "editor", "tags"] });
assert.equal(whole.author.name, "Ada");
assert.equal(whole.editor, null);
assert.deepEqual(whole.tags, []);
const tagged = await api.posts.list({ filter: { tag_id: go.id }, include: ["tags"] });
assert.deepEqual(tagged.items.map((post) => [post.id, post.tags]), [[2, [go]]]);

// Changes.
let post = await api.posts.get(1);
assert.deepEqual([post.title, post.price, post.views], ["Post 0", null, 0]);
assert(!("secret" in post));
post = await api.posts.update(post.id, { price: "12.5", secret: "x" });
assert.deepEqual([post.title, post.price], ["Post 0", "12.50"]);
post = await api.posts.update(post.id, { price: null });
assert.equal(post.price, null);
post = await api.posts.replace(post.id, { title: "Replaced", body: "…", author_id: bob.id });
assert.deepEqual([post.title, post.status, post.rank, post.author_id], ["Replaced", "draft", 0, bob.id]);
const mine = await api.posts.get(1);
const theirs = await api.posts.update(1, { title: "Theirs" }, { ifMatch: etagOf(mine) });
const late = await refusal(api.posts.update(1, { title: "Mine" }, { ifMatch: etagOf(mine) }));
assert.equal(late.status, 412);
assert.equal((await api.posts.get(1)).title, "Theirs");
assert.equal((await refusal(api.posts.delete(1, { ifMatch: etagOf(mine) }))).status, 412);
await api.posts.delete(1, { ifMatch: etagOf(theirs) });

// Errors.
assert.throws(() => etagOf({}), TypeError);
assert.equal((await refusal(api.posts.get(1))).status, 404);
assert.equal((await refusal(api.authors.delete(ada.id))).status, 409);
const invalid = await refusal(api.posts.create({ title: "", body: "…", author_id: 999, price: 0.001 }));
assert.equal(invalid.status, 422);
assert.deepEqual(Object.keys(invalid.fields()).sort(), ["price", "title"]);
assert.equal(invalid.fields<PostInput>().title, "can't be blank");
assert.match(invalid.message, /^422 /);

// What is between the client and the application.
const gateway = createClient({ baseUrl, fetch: async () => new Response("<h1>Bad gateway</h1>", { status: 502, statusText: "Bad Gateway" }) });
assert.equal((await refusal(gateway.posts.get(1))).problem.title, "Bad Gateway");
const seen: (string | null)[] = [];
const watched = createClient({
  baseUrl: baseUrl + "/",
  headers: async () => ({ Authorization: "Bearer token" }),
  fetch: (input, init) => {
    seen.push(String(input), new Headers(init?.headers).get("Authorization"));
    return fetch(input, init);
  },
});
await watched.authors.get(ada.id);
assert.deepEqual(seen, [`${baseUrl}/api/v1/authors/${ada.id}`, "Bearer token"]);
await assert.rejects(api.posts.list({}, { signal: AbortSignal.abort() }), { name: "AbortError" });
console.log("done");
