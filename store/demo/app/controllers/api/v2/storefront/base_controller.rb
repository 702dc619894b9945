module Api
  module V2
    module Storefront
      class BaseController < ActionController::API
        MEDIA_TYPE = "application/vnd.api+json"

        rescue_from(ActiveRecord::RecordNotFound) { reject("The resource you were looking for could not be found.", 404) }
        rescue_from(ActionController::ParameterMissing) { |error| reject(error.message, 400) }
        rescue_from(ActionDispatch::Http::Parameters::ParseError) { |error| reject(error.message, 400) }
        rescue_from(ActiveRecord::RecordInvalid) { |error| reject_record(error.record) }

        private

        def answer(document, status: 200)
          render json: document, status: status, content_type: MEDIA_TYPE
        end

        def reject(message, status)
          answer({ error: message }, status: status)
        end

        def reject_record(record)
          errors = record.errors
          answer({ error: errors.full_messages.to_sentence, errors: errors.messages }, status: 422)
        end

        def order
          @order ||= Order.incomplete.find_by!(token: request.headers["X-Spree-Order-Token"] || params[:order_token])
        end

        def includes = params[:include].to_s.split(",")

        def answer_order(status: 200)
          answer(CartDocument.new(order, includes).to_h, status: status)
        end
      end
    end
  end
end
