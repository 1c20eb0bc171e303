from django.urls import include, path
from rest_framework.routers import SimpleRouter

from posts import views

router = SimpleRouter(trailing_slash=False)
router.register('posts', views.PostViewSet)

urlpatterns = [
    path('api/v1/', include(router.urls)),
    path('posts', views.PostList.as_view()),
    path('posts/<int:pk>', views.PostDetail.as_view()),
]
