require "sidekiq/web"

Spree::Core::Engine.add_routes do
  scope "(:locale)", locale: /#{Spree.available_locales.join("|")}/, defaults: { locale: nil } do
    devise_for :user,
      class_name: "Spree::User",
      path: :user,
      router_name: :spree,
      controllers: {
        sessions: "spree/user_sessions",
        passwords: "spree/user_passwords",
        registrations: "spree/user_registrations",
        unlocks: "spree/user_unlocks"
      }
  end

  devise_for :admin_user,
    class_name: "Spree::AdminUser",
    path: :admin_user,
    router_name: :spree,
    skip: :registrations,
    controllers: {
      sessions: "spree/admin/user_sessions",
      passwords: "spree/admin/user_passwords",
      unlocks: "spree/admin/user_unlocks"
    }
end

Rails.application.routes.draw do
  get "up" => "rails/health#show", as: :rails_health_check

  # Anyone may see an unguarded Sidekiq::Web.
  authenticate :admin_user, ->(user) { user.spree_admin?(Spree::Store.default) } do
    mount Sidekiq::Web => "/sidekiq"
  end

  mount Spree::Core::Engine, at: "/"
end
