package web

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"net/http"

	"blog/db"
	"blog/input"
	"blog/store"
)

// check adds the rules that gen.yaml cannot express:
//
//	f.errors.Check("field", what must be true, "what is wrong otherwise")
func (f *CategoryForm) check() {}

// listCategories answers GET /categories.
func (app *App) listCategories(w http.ResponseWriter, r *http.Request) error {
	rows, paging, err := load(app, r, categoryList)
	if err != nil {
		return err
	}
	index, err := app.indexCategories(r.Context(), rows, paging)
	if err != nil {
		return err
	}
	return app.render(w, r, http.StatusOK, "category/index", index)
}

// showCategory answers GET /categories/{id}.
func (app *App) showCategory(w http.ResponseWriter, r *http.Request) error {
	category, err := app.findCategory(r)
	if err != nil {
		return err
	}
	view, err := app.detailCategory(r.Context(), category)
	if err != nil {
		return err
	}
	return app.render(w, r, http.StatusOK, "category/show", view)
}

// newCategory answers GET /categories/new. The query may fill in some of the form.
func (app *App) newCategory(w http.ResponseWriter, r *http.Request) error {
	form := newCategoryForm()
	form.values = input.FromForm(r.URL.Query())
	return app.renderCategoryForm(w, r, http.StatusOK, "category/new", store.Category{}, &form)
}

// createCategory answers POST /categories.
func (app *App) createCategory(w http.ResponseWriter, r *http.Request) error {
	values, err := readForm(r)
	if err != nil {
		return err
	}
	form := newCategoryForm()
	category, err := app.insertCategory(r.Context(), &form, values)
	if errors.As(err, new(input.Errors)) {
		return app.renderCategoryForm(w, r, http.StatusUnprocessableEntity, "category/new", category, &form)
	}
	if err != nil {
		return err
	}
	return app.redirect(w, r, categoryURL(category.ID), "Category created.")
}

// editCategory answers GET /categories/{id}/edit.
func (app *App) editCategory(w http.ResponseWriter, r *http.Request) error {
	category, err := app.findCategory(r)
	if err != nil {
		return err
	}
	form := categoryFormOf(category)
	return app.renderCategoryForm(w, r, http.StatusOK, "category/edit", category, &form)
}

// updateCategory answers POST /categories/{id}.
func (app *App) updateCategory(w http.ResponseWriter, r *http.Request) error {
	values, err := readForm(r)
	if err != nil {
		return err
	}
	var form CategoryForm
	category, err := app.changeCategory(r, &form, values, input.Part)
	if errors.As(err, new(input.Errors)) {
		return app.renderCategoryForm(w, r, http.StatusUnprocessableEntity, "category/edit", category, &form)
	}
	if err != nil {
		return err
	}
	return app.redirect(w, r, categoryURL(category.ID), "Category saved.")
}

// confirmDeleteCategory answers GET /categories/{id}/delete.
func (app *App) confirmDeleteCategory(w http.ResponseWriter, r *http.Request) error {
	category, err := app.findCategory(r)
	if err != nil {
		return err
	}
	others, err := app.dependentsOfCategory(r.Context(), category.ID)
	if err != nil {
		return err
	}
	return app.render(w, r, http.StatusOK, "delete", deletion{"category", categoryLink(category), others})
}

// deleteCategory answers POST /categories/{id}/delete.
func (app *App) deleteCategory(w http.ResponseWriter, r *http.Request) error {
	if err := app.removeCategory(r); err != nil {
		return err
	}
	return app.redirect(w, r, "/categories", "Category deleted.")
}

// What follows is what the pages and the API share.

// findCategory loads the category named by {id} in the URL.
func (app *App) findCategory(r *http.Request) (store.Category, error) {
	id, err := idOf(r)
	if err != nil {
		return store.Category{}, err
	}
	return app.db.GetCategory(r.Context(), id)
}

// insertCategory stores a new category. Its error is input.Errors if values do not
// make one.
func (app *App) insertCategory(ctx context.Context, form *CategoryForm, values input.Values) (store.Category, error) {
	if err := form.read(values, input.Whole); err != nil {
		return store.Category{}, err
	}
	category, err := app.db.CreateCategory(ctx, form.createParams())
	app.wrote(categoryList.name)
	return category, app.explainCategory(ctx, form, err)
}

// changeCategory stores what values change in the category named by {id}. A whole form
// starts from the defaults, a part from what is stored.
func (app *App) changeCategory(r *http.Request, form *CategoryForm, values input.Values, extent input.Extent) (store.Category, error) {
	for range maxTries {
		category, err := app.findCategory(r)
		if err != nil {
			return category, err
		}
		if err := checkMatch(r, categoryJSONOf(category)); err != nil {
			return category, err
		}
		*form = newCategoryForm()
		if extent == input.Part {
			*form = categoryFormOf(category)
		}
		if err := form.read(values, extent); err != nil {
			return category, err
		}
		changed, err := app.db.UpdateCategory(r.Context(), form.updateParams(category))
		if errors.Is(err, sql.ErrNoRows) {
			continue // somebody changed or deleted it since it was loaded: look again
		}
		if err != nil {
			return category, app.explainCategory(r.Context(), form, err)
		}
		app.wrote(categoryList.name)
		return changed, nil
	}
	return store.Category{}, errBusy
}

// removeCategory deletes the category named by {id}.
func (app *App) removeCategory(r *http.Request) error {
	for range maxTries {
		category, err := app.findCategory(r)
		if err != nil {
			return err
		}
		if err := checkMatch(r, categoryJSONOf(category)); err != nil {
			return err
		}
		deleted, err := app.db.DeleteCategory(r.Context(), store.DeleteCategoryParams{ID: category.ID, PreviousUpdatedAt: category.UpdatedAt})
		if v, ok := db.AsViolation(err); ok && v.Kind == db.ForeignKey {
			others, err := app.dependentsOfCategory(r.Context(), category.ID)
			return cmp.Or(err, others.inUse("category"))
		}
		if err != nil {
			return err
		}
		if deleted > 0 {
			app.deleted()
			return nil
		} // otherwise somebody changed or deleted it since it was loaded: look again
	}
	return errBusy
}

// renderCategoryForm shows a page with form in it.
func (app *App) renderCategoryForm(w http.ResponseWriter, r *http.Request, status int, name string, category store.Category, form *CategoryForm) error {
	view, err := app.viewCategoryForm(r.Context(), form)
	if err != nil {
		return err
	}
	return app.render(w, r, status, name, categoryPage{category, view})
}
