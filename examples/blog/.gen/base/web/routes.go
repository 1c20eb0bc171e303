package web

// routes lists every URL the application answers.
func (app *App) routes() *mux {
	m := newMux(app)
	m.page("GET /{$}", app.home)
	m.page("GET /static/", serveStatic)
	m.api("GET /healthz", app.healthy)
	m.api("GET /readyz", app.ready)
	m.api("GET /api/v1/openapi.json", serveOpenAPI)
	m.page("GET /api/docs", app.apiDocs)

	m.page("GET /authors", app.listAuthors, authorList.params()...)
	m.page("GET /authors/new", app.newAuthor)
	m.page("POST /authors", app.createAuthor)
	m.page("GET /authors/{id}", app.showAuthor)
	m.page("GET /authors/{id}/edit", app.editAuthor)
	m.page("POST /authors/{id}", app.updateAuthor)
	m.page("GET /authors/{id}/delete", app.confirmDeleteAuthor)
	m.page("POST /authors/{id}/delete", app.deleteAuthor)

	m.api("GET /api/v1/authors", app.listAuthorsJSON, authorList.params()...)
	m.api("POST /api/v1/authors", app.createAuthorJSON)
	m.api("GET /api/v1/authors/{id}", app.showAuthorJSON, "include")
	m.api("PUT /api/v1/authors/{id}", app.replaceAuthorJSON)
	m.api("PATCH /api/v1/authors/{id}", app.updateAuthorJSON)
	m.api("DELETE /api/v1/authors/{id}", app.deleteAuthorJSON)

	m.page("GET /categories", app.listCategories, categoryList.params()...)
	m.page("GET /categories/new", app.newCategory)
	m.page("POST /categories", app.createCategory)
	m.page("GET /categories/{id}", app.showCategory)
	m.page("GET /categories/{id}/edit", app.editCategory)
	m.page("POST /categories/{id}", app.updateCategory)
	m.page("GET /categories/{id}/delete", app.confirmDeleteCategory)
	m.page("POST /categories/{id}/delete", app.deleteCategory)

	m.api("GET /api/v1/categories", app.listCategoriesJSON, categoryList.params()...)
	m.api("POST /api/v1/categories", app.createCategoryJSON)
	m.api("GET /api/v1/categories/{id}", app.showCategoryJSON, "include")
	m.api("PUT /api/v1/categories/{id}", app.replaceCategoryJSON)
	m.api("PATCH /api/v1/categories/{id}", app.updateCategoryJSON)
	m.api("DELETE /api/v1/categories/{id}", app.deleteCategoryJSON)

	m.page("GET /posts", app.listPosts, postList.params()...)
	m.page("GET /posts/new", app.newPost)
	m.page("POST /posts", app.createPost)
	m.page("GET /posts/{id}", app.showPost)
	m.page("GET /posts/{id}/edit", app.editPost)
	m.page("POST /posts/{id}", app.updatePost)
	m.page("GET /posts/{id}/delete", app.confirmDeletePost)
	m.page("POST /posts/{id}/delete", app.deletePost)

	m.api("GET /api/v1/posts", app.listPostsJSON, postList.params()...)
	m.api("POST /api/v1/posts", app.createPostJSON)
	m.api("GET /api/v1/posts/{id}", app.showPostJSON, "include")
	m.api("PUT /api/v1/posts/{id}", app.replacePostJSON)
	m.api("PATCH /api/v1/posts/{id}", app.updatePostJSON)
	m.api("DELETE /api/v1/posts/{id}", app.deletePostJSON)

	m.page("GET /comments", app.listComments, commentList.params()...)
	m.page("GET /comments/new", app.newComment)
	m.page("POST /comments", app.createComment)
	m.page("GET /comments/{id}", app.showComment)
	m.page("GET /comments/{id}/edit", app.editComment)
	m.page("POST /comments/{id}", app.updateComment)
	m.page("GET /comments/{id}/delete", app.confirmDeleteComment)
	m.page("POST /comments/{id}/delete", app.deleteComment)

	m.api("GET /api/v1/comments", app.listCommentsJSON, commentList.params()...)
	m.api("POST /api/v1/comments", app.createCommentJSON)
	m.api("GET /api/v1/comments/{id}", app.showCommentJSON, "include")
	m.api("PUT /api/v1/comments/{id}", app.replaceCommentJSON)
	m.api("PATCH /api/v1/comments/{id}", app.updateCommentJSON)
	m.api("DELETE /api/v1/comments/{id}", app.deleteCommentJSON)

	return m
}
