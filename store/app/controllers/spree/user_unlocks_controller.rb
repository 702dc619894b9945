module Spree
  class UserUnlocksController < Devise::UnlocksController
    include Spree::Storefront::DeviseConcern

    private

    def title = Spree.t(:unlock)
  end
end
