Rails.application.routes.draw do
  resources :posts, only: %i[index show]
  namespace :api do
    namespace :v1 do
      resources :posts, only: %i[index show create]
    end
  end
end
