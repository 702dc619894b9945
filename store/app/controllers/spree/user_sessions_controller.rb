module Spree
  class UserSessionsController < Devise::SessionsController
    include Spree::Storefront::DeviseConcern

    private

    def title = Spree.t(:login)

    def translation_scope = "devise.user_sessions"
  end
end
