module Api
  module V1
    class PostsController < ActionController::API
      wrap_parameters false

      def index
        page = [params.fetch(:page, 1).to_i, 1].max
        render json: { items: Post.page(page), total: Post.count, page: page, per_page: Post::PER_PAGE }
      end

      def show
        render json: Post.find(params[:id])
      end

      def create
        post = Post.new(params.permit(:title, :author_id, :body, :status, :views, :published_at))
        if post.save
          render json: post, status: :created, location: api_v1_post_url(post)
        else
          render json: { errors: post.errors }, status: :unprocessable_entity
        end
      end
    end
  end
end
