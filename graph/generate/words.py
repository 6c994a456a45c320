"""Names and sentences of the invented province; numbers that look valid and belong to nobody."""

from __future__ import annotations

import numpy as np
import polars as pl

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
    "苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史"
    "顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉萍红鹏辉建国志强秀珍海燕春梅"
    "晓东文斌振宇子涵雨轩浩然思远立新永胜金凤淑贞宝玲德福庆云少波荣光继业兆祥传忠守"
)
TOWNS = """
泉城 鼎盛 海岱 东岳 蓝湾 齐鲁 鲁信 金河 恒源 润丰 华泰 宏远 天和 盛达 瑞祥 博宇 嘉禾 振兴 永泰
新世纪 凯旋 长城 百川 明珠 中正 大成 联创 顺通 兴隆 万和
""".split()  # noqa: SIM905
TRADES = """
建材有限公司 置业有限公司 商贸有限公司 物流有限公司 机械制造有限公司 建筑工程有限公司 
农业发展有限公司 纺织有限公司 化工有限公司 餐饮管理有限公司 科技有限公司 汽车销售有限公司
""".split()  # noqa: SIM905
CAUSES = {
    "民间借贷纠纷": 22, "金融借款合同纠纷": 20, "买卖合同纠纷": 16, "建设工程施工合同纠纷": 8,
    "劳动争议": 8, "机动车交通事故责任纠纷": 8, "房屋租赁合同纠纷": 5, "物业服务合同纠纷": 5,
    "离婚纠纷": 3, "追偿权纠纷": 3, "房屋买卖合同纠纷": 2,
}  # fmt: skip
"""Causes of action with their weights."""


def people(rng: np.random.Generator, many: int) -> pl.Series:
    """Names of persons: two or three characters."""
    surnames, given = np.array(list(SURNAMES)), np.array(list(GIVEN))
    weights = 1 / (np.arange(len(surnames)) + 6)
    first = surnames[np.searchsorted(np.cumsum(weights) / weights.sum(), rng.random(many))]
    second = given[rng.integers(0, len(given), many)]
    third = np.where(rng.random(many) < 0.78, given[rng.integers(0, len(given), many)], "")
    frame = pl.DataFrame({"a": first, "b": second, "c": third})
    return frame.select(pl.concat_str("a", "b", "c").alias("name"))["name"]


def companies(rng: np.random.Generator, towns: pl.Series) -> pl.Series:
    """Names of companies of these towns."""
    many = len(towns)
    brand = np.array(TOWNS)[rng.integers(0, len(TOWNS), many)]
    more = np.where(rng.random(many) < 0.6, np.array(list(GIVEN))[rng.integers(0, 60, many)], "")
    trade = np.array(TRADES)[rng.integers(0, len(TRADES), many)]
    frame = pl.DataFrame({"t": towns, "b": brand, "m": more, "c": trade})
    return frame.select(pl.concat_str("t", "b", "m", "c").alias("name"))["name"]


def phones(rng: np.random.Generator, many: int) -> pl.Series:
    """Mobile numbers of a range that is nobody's: 1[3-9]x-0000-...."""
    head = 130 + rng.integers(0, 70, many)
    tail = rng.integers(0, 10_000, many)
    return pl.DataFrame({"h": head, "t": tail}).select(
        pl.concat_str(
            pl.col("h").cast(pl.String), pl.lit("0000"),
            pl.col("t").cast(pl.String).str.zfill(4),
        ).alias("phone")
    )["phone"]  # fmt: skip


def identity_numbers(rng: np.random.Generator, many: int) -> pl.Series:
    """Eighteen digits with a right check digit, of the area 379999, which doesn't exist."""
    birth = rng.integers(-10_950, 12_000, many).astype("datetime64[D]")
    years = birth.astype("datetime64[Y]").astype(np.int64) + 1970
    months = birth.astype("datetime64[M]").astype(np.int64) % 12 + 1
    days = (birth - birth.astype("datetime64[M]")).astype(np.int64) + 1
    body = 379999 * 10**11 + (years * 10_000 + months * 100 + days) * 1000
    body = body + rng.integers(0, 1000, many)
    factors = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(body // 10 ** (16 - place) % 10 * factor for place, factor in enumerate(factors))
    check = np.array(list("10X98765432"))[total % 11]
    return pl.DataFrame({"b": body, "c": check}).select(
        pl.concat_str(pl.col("b").cast(pl.String), "c").alias("number")
    )["number"]


def credit_codes(rng: np.random.Generator, many: int) -> pl.Series:
    """Numbers in the form of 统一社会信用代码, of the same area that doesn't exist."""
    body = rng.integers(0, 10**9, many)
    return pl.DataFrame({"b": body}).select(
        pl.concat_str(
            pl.lit("91379999"), pl.col("b").cast(pl.String).str.zfill(9), pl.lit("X")
        ).alias("number")
    )["number"]
