class PostsController < ApplicationController
  def index
    @page = [params.fetch(:page, 1).to_i, 1].max
    @posts = Post.includes(:author).page(@page)
    @last = (Post.count / Post::PER_PAGE.to_f).ceil
    @authors = Author.order(:name, :id).limit(100)
  end

  def show
    @post = Post.includes(:author).find(params[:id])
  end
end
