module Spree
  class UserRegistrationsController < Devise::RegistrationsController
    include Spree::Storefront::DeviseConcern

    private

    def title = Spree.t(:sign_up)

    def translation_scope = "devise.user_registrations"
  end
end
