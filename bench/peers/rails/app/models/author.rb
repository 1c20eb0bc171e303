class Author < ApplicationRecord
  has_many :posts

  validates :name, presence: true, length: { maximum: 80 }
end
