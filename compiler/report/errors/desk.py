"""Why the drafter's page cannot be made (T0580, T0581).  These have no span."""

from typing import ClassVar

from .base import Plain
from .syntax import Texts


class MissingNode(Plain):
    """没有装做工作台页面要用的 Node。

    错误示例：没有装 Node，运行 `tiaowen desk -o 条文.html`
    正确示例：先运行 `pip install 'tiaowen[desk]'`；在源码目录里，运行 `pip install -e '.[desk]'`
    理由：做页面的人要用 npm 取编辑器和浏览器里的 Python；打开页面的人什么都不用装。
    """

    code: ClassVar[str] = "T0580"

    def texts(self) -> Texts:
        return (
            ("没有装 Node，做不了工作台页面", "Node is not installed; the page cannot be made"),
            (
                "编辑器和浏览器里的 Python 由 npm 取来，做页面的时候要用；打开页面的人什么都不用装",
                "npm brings the editor and the Python of the page; whoever opens the page installs nothing",
            ),
            (
                "请运行：pip install 'tiaowen[desk]'（在源码目录里：pip install -e '.[desk]'）",
                "run: pip install 'tiaowen[desk]' (in a checkout: pip install -e '.[desk]')",
            ),
        )


class PartsNotBrought(Plain):
    """做工作台页面要用的东西没有取到。

    错误示例：没有网络，第一次运行 `tiaowen desk -o 条文.html`
    正确示例：在有网络的电脑上运行一次，把做好的 条文.html 拷过来；取过一次以后不再要网络
    理由：编辑器、浏览器里的 Python 和求解器由 npm、pip 取来，逐个核对哈希，取过一次就存着。
    """

    code: ClassVar[str] = "T0581"
    by: str
    said: str

    def texts(self) -> Texts:
        return (
            (f"{self.by} 没有取到做页面要用的东西", f"{self.by} did not bring what the page is made with"),
            (self.said or "没有说原因", self.said or "it did not say why"),
            (
                f"请看 {self.by} 能不能用、要不要设代理或镜像；也可以在有网络的电脑上做好 条文.html 再拷过来",
                f"see whether {self.by} works here, or needs a proxy or a mirror; the page can also be made elsewhere and copied",
            ),
        )
