require "sidekiq/web"

Rails.application.routes.draw do
  get "up" => "rails/health#show"

  root "products#index"
  resources :products, only: %i[index show], param: :slug
  get "search" => "products#search"
  get "t/*category" => "products#category", as: :category
  resources :line_items, only: %i[create update destroy]
  resource :cart, only: :show
  resource :checkout, only: %i[show create]
  get "orders/:token" => "checkouts#complete", as: :completed_order

  # The paths of Spree's admin.
  get "admin_user/sign_in" => "admin/sessions#new", as: :admin_sign_in
  post "admin_user/sign_in" => "admin/sessions#create"
  match "admin_user/sign_out" => "admin/sessions#destroy", as: :admin_sign_out, via: %i[get delete]
  namespace :admin do
    root "products#index"
    resources :products, only: %i[index edit update]
  end

  # Anyone may see an unguarded Sidekiq::Web.
  if DemoStore::Settings.redis?
    constraints(->(request) { Administrator.signed_in(request.session) }) { mount Sidekiq::Web => "/sidekiq" }
  end
  get "sidekiq(/*rest)", to: redirect("/admin_user/sign_in", status: 302)

  # What a guest's checkout uses of Spree's Storefront API.
  namespace :api do
    namespace :v2 do
      namespace :storefront, defaults: { format: :json } do
        resources :products, only: %i[index show]
        resource :cart, only: %i[show create], controller: :cart do
          post :add_item
        end
        resource :checkout, only: :update, controller: :checkout do
          patch :next
          patch :select_shipping_method
          patch :complete
          post :create_payment
          get :shipping_rates
          get :payment_methods
        end
      end
    end
  end
end
