module Spree
  # Someone who may sign in at /admin.
  class AdminUser < Spree.base_class
    include Spree::UserMethods
    include Spree::Metadata
    include LaterDeviseMail

    devise :database_authenticatable, :recoverable, :rememberable, :validatable
  end
end
