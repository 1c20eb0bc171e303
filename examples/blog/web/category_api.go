package web

import (
	"blog/input"
	"blog/store"
	"net/http"
)

// listCategoriesJSON answers GET /api/v1/categories.
func (app *App) listCategoriesJSON(w http.ResponseWriter, r *http.Request) error {
	rows, paging, err := load(app, r, categoryList)
	if err != nil {
		return err
	}
	return writeList(w, r, each(rows, categoryJSONOf), paging, app.includeCategories)
}

// showCategoryJSON answers GET /api/v1/categories/{id}.
func (app *App) showCategoryJSON(w http.ResponseWriter, r *http.Request) error {
	category, err := app.findCategory(r)
	if err != nil {
		return err
	}
	return app.writeCategory(w, r, http.StatusOK, category)
}

// createCategoryJSON answers POST /api/v1/categories.
func (app *App) createCategoryJSON(w http.ResponseWriter, r *http.Request) error {
	values, err := readJSON(r)
	if err != nil {
		return err
	}
	form := newCategoryForm()
	category, err := app.insertCategory(r.Context(), &form, values)
	if err != nil {
		return err
	}
	w.Header().Set("Location", "/api/v1"+categoryURL(category.ID))
	return app.writeCategory(w, r, http.StatusCreated, category)
}

// replaceCategoryJSON answers PUT /api/v1/categories/{id}.
func (app *App) replaceCategoryJSON(w http.ResponseWriter, r *http.Request) error {
	return app.saveCategoryJSON(w, r, input.Whole)
}

// updateCategoryJSON answers PATCH /api/v1/categories/{id}, a merge patch (RFC 7396).
func (app *App) updateCategoryJSON(w http.ResponseWriter, r *http.Request) error {
	return app.saveCategoryJSON(w, r, input.Part)
}

func (app *App) saveCategoryJSON(w http.ResponseWriter, r *http.Request, extent input.Extent) error {
	values, err := readJSON(r)
	if err != nil {
		return err
	}
	var form CategoryForm
	category, err := app.changeCategory(r, &form, values, extent)
	if err != nil {
		return err
	}
	return app.writeCategory(w, r, http.StatusOK, category)
}

// deleteCategoryJSON answers DELETE /api/v1/categories/{id}.
func (app *App) deleteCategoryJSON(w http.ResponseWriter, r *http.Request) error {
	if err := app.removeCategory(r); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// writeCategory answers with a category.
func (app *App) writeCategory(w http.ResponseWriter, r *http.Request, status int, category store.Category) error {
	return writeItem(w, r, status, categoryList, categoryJSONOf(category), app.includeCategories)
}
