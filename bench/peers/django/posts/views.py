from django.views.generic import DetailView, ListView
from rest_framework import mixins, pagination, response, serializers, viewsets

from .models import Author, Post


class PostSerializer(serializers.ModelSerializer):
    author_id = serializers.PrimaryKeyRelatedField(source='author', queryset=Author.objects.all(), pk_field=serializers.IntegerField())

    class Meta:
        model = Post
        fields = ['id', 'title', 'author_id', 'body', 'status', 'views', 'published_at', 'created_at', 'updated_at']


class Pagination(pagination.PageNumberPagination):
    page_size = 20

    def get_paginated_response(self, data):
        paginator = self.page.paginator
        return response.Response({'items': data, 'total': paginator.count, 'page': self.page.number, 'per_page': paginator.per_page})


class PostViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, mixins.CreateModelMixin, viewsets.GenericViewSet):
    queryset = Post.objects.all()
    serializer_class = PostSerializer
    pagination_class = Pagination


class PostList(ListView):
    queryset = Post.objects.select_related('author')
    paginate_by = 20

    def get_context_data(self, **kwargs):
        return super().get_context_data(authors=Author.objects.all()[:100], **kwargs)


class PostDetail(DetailView):
    queryset = Post.objects.select_related('author')
