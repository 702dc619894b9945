class ApplicationController < ActionController::Base
  include SignedInVisitors
end
