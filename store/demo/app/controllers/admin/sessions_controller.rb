module Admin
  class SessionsController < BaseController
    skip_before_action :require_administrator

    def new = nil

    def create
      administrator = Administrator.authenticate_by(email: credentials[:email], password: credentials[:password])
      return reject if administrator.nil?

      reset_session
      session[Administrator::SESSION_KEY] = administrator.id
      redirect_to admin_root_path
    end

    def destroy
      reset_session
      redirect_to admin_sign_in_path, status: :see_other
    end

    private

    def credentials
      params.require(:admin_user).permit(:email, :password).with_defaults(email: "", password: "")
    end

    def reject
      flash.now[:alert] = "Invalid email or password."
      render :new, status: :unprocessable_entity
    end
  end
end
