# Thousands of deprecation warnings from the admin's style sheets would bury what else the image build says.
Rails.application.config.dartsass.build_options << "--quiet"
