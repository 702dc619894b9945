module Admin
  class ProductsController < BaseController
    def index
      @products = Product.catalogue
    end

    def edit
      @product = Product.find_by!(slug: params[:id])
    end

    def update
      @product = Product.find_by!(slug: params[:id])
      return redirect_to edit_admin_product_path(@product), notice: "Saved." if @product.update(attributes)

      flash.now[:alert] = @product.errors.full_messages.to_sentence
      @product.picture.reload
      render :edit, status: :unprocessable_entity
    end

    private

    def attributes = params.require(:product).permit(:name, :price, :description, :picture)
  end
end
