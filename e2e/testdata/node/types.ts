// What the client's types allow, and what they do not: tsc fails where a line
// below @ts-expect-error is right.

import { createClient, etagOf, type ApiError, type Author, type PostId, type PostInput, type Tag } from "./client.js";

const api = createClient();

export async function ids(post: PostId, number: number) {
  await api.posts.get(number);
  await api.posts.get(post);
  // @ts-expect-error: an author is no post
  await api.authors.get(post);
  // @ts-expect-error: an id is a number
  await api.posts.get("1");
}

export async function lists() {
  await api.posts.list({
    filter: { status: "draft", views: { gte: 10, lt: 20 }, author_id: { ne: 1 }, price: null, title: { lte: "m" } },
    sort: ["-created_at", "title"],
    include: ["author"],
    count: "exact",
    q: "some words",
  });
  await api.posts.list({ sort: "-views" });
  // @ts-expect-error: not one of the values
  await api.posts.list({ filter: { status: "deleted" } });
  // @ts-expect-error: words of an enum have no order
  await api.posts.list({ filter: { status: { gt: "draft" } } });
  // @ts-expect-error: every post has a title
  await api.posts.list({ filter: { title: null } });
  // @ts-expect-error: what is private is no filter
  await api.posts.list({ filter: { secret: "x" } });
  // @ts-expect-error: long text is nothing to sort by
  await api.posts.list({ sort: "-body" });
  // @ts-expect-error: no words of authors can be found
  await api.authors.list({ q: "ann" });
  // @ts-expect-error: a status is nothing to include
  await api.posts.list({ include: ["status"] });
}

export async function includes(): Promise<Author | null> {
  const plain = await api.posts.get(1);
  // @ts-expect-error: it is not included
  plain.author.name;
  const full = await api.posts.get(1, { include: ["author", "editor"] });
  full.author.name.length;
  // @ts-expect-error: these are not included
  full.tags;
  return full.editor;
}

export async function sets(): Promise<Tag[]> {
  const page = await api.posts.list({ filter: { tag_id: 1 }, include: ["tags"] });
  // @ts-expect-error: tag_ids is no filter
  await api.posts.list({ filter: { tag_ids: [1] } });
  return page.items.flatMap((post) => post.tags);
}

export async function bodies() {
  const post = await api.posts.create({ title: "a", body: "b", author_id: 1, price: 12.5 });
  const price: string | null = post.price;
  await api.posts.update(post.id, { price, editor_id: null }, { ifMatch: etagOf(post) });
  // @ts-expect-error: author_id is missing
  await api.posts.create({ title: "a", body: "b" });
  // @ts-expect-error: a title cannot be empty
  await api.posts.update(post.id, { title: null });
  // @ts-expect-error: views are counted by the server
  await api.posts.update(post.id, { views: 1 });
  // @ts-expect-error: views are counted by the server
  post.views = 1;
  // @ts-expect-error: what is private is not shown
  post.secret;
}

export function errors(error: ApiError): string | undefined {
  // @ts-expect-error: not a field
  error.fields<PostInput>().subtitle;
  return error.fields<PostInput>().title;
}
