module Admin
  class ProductsController < BaseController
    def index
      @products = Product.catalogue
    end

    def edit
      @product = Product.find_by!(slug: params[:id])
    end

    def update
      product = Product.find_by!(slug: params[:id])
      message = product.update(attributes) ? { notice: "Saved." } : { alert: product.errors.full_messages.to_sentence }
      redirect_to edit_admin_product_path(product), **message
    end

    private

    def attributes = params.require(:product).permit(:name, :price, :description, :picture)
  end
end
