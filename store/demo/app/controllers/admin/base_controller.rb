module Admin
  class BaseController < ApplicationController
    layout "admin"
    before_action :require_administrator

    private

    def require_administrator
      @administrator = Administrator.signed_in(session)
      redirect_to admin_sign_in_path unless @administrator
    end
  end
end
