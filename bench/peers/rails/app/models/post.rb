class Post < ApplicationRecord
  PER_PAGE = 20
  STATUSES = %w[draft published archived].freeze

  belongs_to :author

  attribute :status, default: "draft"
  attribute :views, default: 0
  attribute :published_at, default: -> { Time.current }

  validates :title, presence: true, length: { maximum: 120 }
  validates :body, presence: true
  validates :status, inclusion: { in: STATUSES }
  validates :views, numericality: { only_integer: true }

  scope :page, ->(number) { order(id: :desc).limit(PER_PAGE).offset((number - 1) * PER_PAGE) }
end
