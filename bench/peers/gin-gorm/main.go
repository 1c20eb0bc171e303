// Command gin-gorm answers for the posts of posts.yaml with gin and gorm, as
// their documentation has it: binding tags, Preload, one handle on the database.
package main

import (
	_ "embed"
	"errors"
	"fmt"
	"html/template"
	"log"
	"net/http"
	"os"
	"runtime"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
	"gorm.io/driver/postgres"
	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
)

const perPage = 20

//go:embed pages.html
var pages string

// An Author writes posts.
type Author struct {
	ID        int64
	Name      string
	CreatedAt time.Time
	UpdatedAt time.Time
}

// A Post is a row, its JSON, and what is valid of it.
type Post struct {
	ID          int64     `json:"id"`
	Title       string    `json:"title" binding:"required,max=120"`
	AuthorID    int64     `json:"author_id" binding:"required"`
	Author      Author    `json:"-"`
	Body        string    `json:"body" binding:"required"`
	Status      string    `json:"status" binding:"oneof=draft published archived"`
	Views       int64     `json:"views"`
	PublishedAt time.Time `json:"published_at"`
	CreatedAt   time.Time `json:"created_at"`
	UpdatedAt   time.Time `json:"updated_at"`
}

func main() {
	db, err := open(os.Getenv("DATABASE_URL"))
	if err != nil {
		log.Fatal(err)
	}
	gin.SetMode(gin.ReleaseMode)
	s := server{db}
	router := gin.Default()
	router.SetHTMLTemplate(template.Must(template.New("").Parse(pages)))
	router.GET("/api/v1/posts", s.listJSON)
	router.GET("/api/v1/posts/:id", s.showJSON)
	router.POST("/api/v1/posts", s.createJSON)
	router.GET("/posts", s.list)
	router.GET("/posts/:id", s.show)
	log.Fatal(router.Run(os.Getenv("ADDR")))
}

// open uses gorm's official drivers: pgx, and mattn's SQLite.
func open(url string) (*gorm.DB, error) {
	dialector, connections := postgres.Open(url), 10
	if !strings.HasPrefix(url, "postgres") {
		dialector = sqlite.Open("file:" + url + "?_journal_mode=WAL&_synchronous=FULL&_busy_timeout=5000&_foreign_keys=1&_txlock=immediate")
		connections = max(2, runtime.NumCPU())
	}
	db, err := gorm.Open(dialector)
	if err != nil {
		return nil, err
	}
	pool, err := db.DB()
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(connections)
	pool.SetMaxIdleConns(connections)
	return db, nil
}

type server struct{ db *gorm.DB }

// A query is which page to show.
type query struct {
	Page int `form:"page,default=1" binding:"min=1"`
}

func (s server) listJSON(c *gin.Context) {
	var q query
	if err := c.ShouldBindQuery(&q); err != nil {
		c.JSON(http.StatusBadRequest, gin.H{"error": err.Error()})
		return
	}
	posts, total, err := s.page(s.db.WithContext(c), q.Page)
	if err != nil {
		fail(c, err)
		return
	}
	c.JSON(http.StatusOK, gin.H{"items": posts, "total": total, "page": q.Page, "per_page": perPage})
}

func (s server) page(db *gorm.DB, page int) (posts []Post, total int64, err error) {
	if err := db.Model(&Post{}).Count(&total).Error; err != nil {
		return nil, 0, err
	}
	err = db.Order("id DESC").Limit(perPage).Offset((page - 1) * perPage).Find(&posts).Error
	return posts, total, err
}

func (s server) showJSON(c *gin.Context) {
	var post Post
	if err := s.db.WithContext(c).First(&post, "id = ?", c.Param("id")).Error; err != nil {
		fail(c, err)
		return
	}
	c.JSON(http.StatusOK, post)
}

func (s server) createJSON(c *gin.Context) {
	post := Post{Status: "draft", PublishedAt: time.Now()}
	if err := c.ShouldBindJSON(&post); err != nil {
		c.JSON(http.StatusUnprocessableEntity, gin.H{"error": err.Error()})
		return
	}
	if err := s.db.WithContext(c).Create(&post).Error; err != nil {
		fail(c, err)
		return
	}
	c.Header("Location", fmt.Sprint("/api/v1/posts/", post.ID))
	c.JSON(http.StatusCreated, post)
}

func (s server) list(c *gin.Context) {
	var q query
	if err := c.ShouldBindQuery(&q); err != nil {
		c.String(http.StatusBadRequest, err.Error())
		return
	}
	posts, total, err := s.page(s.db.WithContext(c).Preload("Author"), q.Page)
	if err != nil {
		fail(c, err)
		return
	}
	var authors []Author
	if err := s.db.WithContext(c).Order("name, id").Limit(100).Find(&authors).Error; err != nil {
		fail(c, err)
		return
	}
	last := int(total+perPage-1) / perPage
	c.HTML(http.StatusOK, "list", gin.H{"Posts": posts, "Authors": authors, "Page": q.Page, "Last": last, "Prev": q.Page - 1, "Next": q.Page + 1})
}

func (s server) show(c *gin.Context) {
	var post Post
	if err := s.db.WithContext(c).Preload("Author").First(&post, "id = ?", c.Param("id")).Error; err != nil {
		fail(c, err)
		return
	}
	c.HTML(http.StatusOK, "show", post)
}

func fail(c *gin.Context, err error) {
	status := http.StatusInternalServerError
	if errors.Is(err, gorm.ErrRecordNotFound) {
		status = http.StatusNotFound
	}
	c.Error(err)
	c.JSON(status, gin.H{"error": http.StatusText(status)})
}
