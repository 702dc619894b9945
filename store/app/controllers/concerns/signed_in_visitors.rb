# Tells Spree who is signed in and where its sign-in pages are.
module SignedInVisitors
  extend ActiveSupport::Concern

  PATHS = {
    spree_login_path: :new_user_session_path,
    spree_signup_path: :new_user_registration_path,
    spree_logout_path: :destroy_user_session_path,
    spree_forgot_password_path: :new_user_password_path,
    spree_edit_password_path: :edit_user_registration_path,
    spree_admin_login_path: :new_admin_user_session_path,
    spree_admin_logout_path: :destroy_admin_user_session_path
  }.freeze

  PATHS.each do |name, route|
    define_method(name) { |options = {}| spree.public_send(route, options) }
  end

  def spree_current_user = current_user

  included do
    helper_method :spree_current_user, *PATHS.keys
  end
end
