module Spree
  class UserPasswordsController < Devise::PasswordsController
    include Spree::Storefront::DeviseConcern

    private

    def title = Spree.t(:forgot_password)

    def translation_scope = "devise.user_passwords"
  end
end
