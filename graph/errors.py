"""Every error that a user may read, with the sentence, in both languages.

A view turns a ``ZhijianError`` into a page or a problem+json with its ``status``; the sentence
says what was wrong, where, and what to do. Subclasses declare ``sentence`` with ``{places}``.
"""

from __future__ import annotations

from graph.text import Text


class ZhijianError(Exception):
    """Base of all errors with a sentence for the user."""

    status = 400
    sentence = Text("请求无法完成：{detail}", "The request can't be carried out: {detail}")

    def __init__(self, **values: object) -> None:
        self.values = values
        self.text = self.sentence.fill(**values)
        super().__init__(self.text.en)


class GraphUnavailable(ZhijianError):
    """The graph server doesn't answer."""

    status = 503
    sentence = Text(
        "图数据库没有应答（{where}）。请稍候重试；仍不行时，运行 zhijian graph status 查看。",
        "The graph database doesn't answer ({where}). Try again shortly; "
        "if that fails, run: zhijian graph status",
    )


class GraphRefusedLogin(ZhijianError):
    """The graph server refused the user or password."""

    status = 503
    sentence = Text(
        "图数据库拒绝登录（{where}）。请检查 NEO4J_USER 和 NEO4J_PASSWORD。",
        "The graph database refused the login ({where}). Check NEO4J_USER and NEO4J_PASSWORD.",
    )


class GraphTooSlow(ZhijianError):
    """A statement ran into its time limit or lost a lock too often."""

    status = 503
    sentence = Text(
        "图数据库繁忙，操作未完成，数据未改动。请稍候重试。",
        "The graph database is busy; nothing was changed. Try again shortly.",
    )


class Leased(ZhijianError):
    """Another process does the job at this moment."""

    status = 409
    sentence = Text(
        "另一进程正在执行此项工作（{job}）。请待其完成后再试。",
        "Another process is doing this job ({job}). Try again when it has finished.",
    )


class NotFound(ZhijianError):
    """No such record, or none that this user may read: the two look alike on purpose."""

    status = 404
    sentence = Text(
        "没有找到{type}“{key}”，或您无权查看。",
        "There is no {type} “{key}”, or you may not see it.",
    )


class NotAllowed(ZhijianError):
    """The user may read the record but not do this with it."""

    status = 403
    sentence = Text("您无权{what}。", "You may not {what}.")


class OwnFile(NotAllowed):
    """Nobody opens, verifies or checks a record about themself."""

    sentence = Text(
        "不能查阅或办理关于本人的记录。", "Nobody may open or handle a record about themself."
    )


class PurposeNeeded(NotAllowed):
    """An officer's file opens only for a recorded purpose."""

    sentence = Text(
        "查阅人员档案须先选择事由并说明。",
        "Choose and explain a purpose before opening an officer's file.",
    )


class QuestionPurposeNeeded(PurposeNeeded):
    """A question that gathers by officer is answered only for a recorded purpose."""

    sentence = Text(
        "此问题按人员归集记录，须先在问题页选择事由并说明。",
        "This question gathers records by person: state its purpose on its page first.",
    )


class FileNeeded(PurposeNeeded):
    """Records about one officer are gathered in the officer's file, not in a list."""

    sentence = Text(
        "关于某一人员的记录须在“人员”中说明事由后查阅，不能用列表汇集。",
        "Records about one officer are read in the officer's file, for a purpose; "
        "a list can't gather them.",
    )


class Conflict(ZhijianError):
    """Somebody else changed the record since it was opened."""

    status = 409
    sentence = Text(
        "{who}已于{when}修改了这条记录。您的输入仍保留在页面上：请对照后再次保存。",
        "{who} changed this record at {when}. What you typed is kept on the page: "
        "compare, then save again.",
    )


class DutyClosed(ZhijianError):
    """A duty that is closed, or open, already: ``what`` can't be done with it any more."""

    status = 409
    sentence = Text(
        "这项责任现为“{state}”，不能{what}。", "This duty is {state}: you can't {what}."
    )


class OutOfOrder(ZhijianError):
    """A step of escalation whose turn it isn't; ``why`` says whose it is, or from when on."""

    status = 409
    sentence = Text("现在不能{step}：{why}。", "{step} can't be done now: {why}.")


class Unknown(ZhijianError):
    """A name that is not declared: type, field, relation, operator."""

    sentence = Text("没有名为“{name}”的{what}。", "There is no {what} named “{name}”.")


class NoChain(ZhijianError):
    """Records of this type have no accountability chain; ``where`` says where to look instead."""

    status = 404
    sentence = Text("“{type}”没有自己的责任链：{where}。", "No chain begins at “{type}”: {where}.")


class BadCursor(ZhijianError):
    """A list address whose position can't be read."""

    sentence = Text(
        "列表地址中的位置无法识别，请从第一页重新打开。",
        "The position in this list's address can't be read: open the list from its first page.",
    )


class Invalid(ZhijianError):
    """One or more fields can't be saved: ``faults`` maps field name to its sentence."""

    status = 422
    sentence = Text("有{count}处需要改正：{listed}", "{count} things need correcting: {listed}")

    def __init__(self, faults: dict[str, Text]) -> None:
        self.faults = faults
        listed = Text(
            "；".join(t.zh for t in faults.values()), "; ".join(t.en for t in faults.values())
        )
        super().__init__(count=len(faults), listed=listed)


class NotUnique(Invalid):
    """A value that another record of the type has already."""


class LoginRefused(ZhijianError):
    """Wrong name, wrong password or disabled: one sentence for all, on purpose."""

    status = 401
    sentence = Text(
        "用户名或密码不正确，或账号已停用。连续{limit}次失败后将锁定{minutes}分钟。",
        "The user name or password is wrong, or the account is disabled. "
        "After {limit} failures in a row it is locked for {minutes} minutes.",
    )


class LockedOut(ZhijianError):
    """Too many failed logins for this name or from this address."""

    status = 429
    sentence = Text(
        "登录失败次数过多，已暂时锁定。请约{minutes}分钟后再试，或请管理员解锁。",
        "Too many failed logins: locked for now. Try again in about {minutes} minutes, "
        "or ask an administrator to unlock the account.",
    )


class PasswordChangeNeeded(ZhijianError):
    """The account still has the password that it was given."""

    status = 403
    sentence = Text(
        "首次登录须先修改密码：请在浏览器中登录并修改，然后再试。",
        "Change the password you were given first: log in with a browser, change it, try again.",
    )


class AuditUnavailable(ZhijianError):
    """Logins and account changes are not done where they can't be audited."""

    status = 503
    sentence = Text(
        "审计记录暂时无法写入（图数据库没有应答），因此登录和账号变更暂停。请稍候重试，或通知管理员。",
        "The audit can't be written now (the graph database doesn't answer), so logins and "
        "changes of accounts are suspended. Try again shortly, or tell an administrator.",
    )


class AccountRefused(ZhijianError):
    """A change of an account that would break a rule; ``detail`` is the rule."""

    status = 409
    sentence = Text("{detail}", "{detail}")


class CourtNeeded(ZhijianError):
    """An account without a court, by somebody who manages only those of some courts."""

    status = 422
    sentence = Text(
        "请填写法院：只能授予本院或下级法院，不能留空。",
        "Name a court: only the own court or one below it can be given, so it can't be empty.",
    )


class CourtOutside(ZhijianError):
    """A court for an account that isn't in the own courts of who gives it."""

    status = 422
    sentence = Text(
        "不能授予法院“{court}”：只能授予本院或下级法院。",
        "The court “{court}” can't be given: only the own court or one below it can.",
    )


class BadAddress(ZhijianError):
    """No such page."""

    status = 404
    sentence = Text(
        "没有这个页面。请从左侧导航或搜索重新打开。",
        "There is no such page. Open it again from the navigation or by search.",
    )


class WrongMethod(ZhijianError):
    """The address exists, but not for this method."""

    status = 405
    sentence = Text(
        "这个地址不接受此操作（{method}）。", "This address doesn't take this operation ({method})."
    )


class TooBig(ZhijianError):
    """An upload or form over the limit."""

    status = 413
    sentence = Text(
        "提交的内容超过上限（{limit} MB）。请分批提交，或用 zhijian load 在服务器上导入。",
        "What was sent is over the limit ({limit} MB). Send it in parts, "
        "or import it on the server with zhijian load.",
    )


class StaleForm(ZhijianError):
    """The form's token is missing or too old."""

    status = 400
    sentence = Text(
        "页面已过期或来自其他网站，操作未执行。请返回、刷新后重试。",
        "The page has expired or came from another site; nothing was done. "
        "Go back, reload and try again.",
    )


class Unexpected(ZhijianError):
    """A fault of the product: the log has it under this number."""

    status = 500
    sentence = Text(
        "系统出错，已记录，编号 {request}。请将编号告知管理员。",
        "Something went wrong and was logged under {request}. "
        "Give this number to an administrator.",
    )


class NotLoggedIn(ZhijianError):
    """The address needs a login."""

    status = 401
    sentence = Text("请先登录。", "Log in first.")


class Refused(ZhijianError):
    """Any other answer of HTTP that has no sentence of its own."""

    sentence = Text(
        "请求未被接受（{code} {name}）。", "The request was not accepted ({code} {name})."
    )


# The local server, migrations and `make run`: read by whoever runs the product.


class ServerError(ZhijianError):
    """Something about the local server that its operator has to do something about."""

    status = 503


class DiskFull(ServerError):
    """The disk that holds ``folder`` is full or nearly so."""

    sentence = Text(
        "磁盘空间不足：{folder} 所在磁盘剩余 {free}，至少需要 {need}。请清理磁盘后重新运行。",
        "The disk is full: the one that holds {folder} has {free} left, {need} is needed. "
        "Free some space, then run the same command again.",
    )


class DownloadBroken(ServerError):
    """A jar could not be downloaded, or came broken."""

    sentence = Text(
        "下载 {file} 失败（{reason}）。请检查网络或代理后重新运行同一命令，"
        "已下载的文件保存在 {folder}；内网可在 jgo 的配置文件 [repositories] 一节填写镜像地址。",
        "Downloading {file} failed ({reason}). Check the network or proxy, then run the same "
        "command again: what has come is kept in {folder}. Behind a company network, name its "
        "mirror in jgo's settings file, section [repositories].",
    )


class NoJava(ServerError):
    """The Java that comes as a wheel doesn't start here."""

    sentence = Text(
        "随附的 Java 无法运行（{reason}）。请改用外部 Neo4j：设置 NEO4J_URI、NEO4J_USER、"
        "NEO4J_PASSWORD。",
        "The Java that comes with the product doesn't run here ({reason}). Use an external Neo4j "
        "instead: set NEO4J_URI, NEO4J_USER and NEO4J_PASSWORD.",
    )


class ServerNotRunning(ServerError):
    """The local server isn't running."""

    sentence = Text(
        "本机 Neo4j 没有运行（{home}）。请先运行 zhijian graph start 或 make run。",
        "The local Neo4j isn't running ({home}). Run zhijian graph start or make run first.",
    )


class ServerDied(ServerError):
    """The local server ended though nobody stopped it."""

    sentence = Text(
        "本机 Neo4j 意外退出。请重新运行 zhijian graph start（数据会自动恢复）；"
        "若再次退出，请查看 {logs}。最后的日志：\n{lines}",
        "The local Neo4j ended unexpectedly. Run zhijian graph start again (it recovers its data); "
        "if it ends once more, look into {logs}. Its last words:\n{lines}",
    )


class ServerSilent(ServerError):
    """The local server runs but didn't answer in time."""

    sentence = Text(
        "本机 Neo4j 已启动，但 {seconds} 秒内没有应答。请查看 {logs}，"
        "或运行 zhijian graph stop 后再试。最后的日志：\n{lines}",
        "The local Neo4j was started but did not answer within {seconds} seconds. Look into "
        "{logs}, or run zhijian graph stop and try again. Its last words:\n{lines}",
    )


class StoreInUse(ServerError):
    """Another Neo4j has the data folder open."""

    sentence = Text(
        "数据目录 {home} 正被另一个 Neo4j 进程使用。请先停止它，或用 ZHIJIAN_HOME 另选目录。",
        "The data folder {home} is in use by another Neo4j. Stop that one first, "
        "or choose another folder by ZHIJIAN_HOME.",
    )


class PasswordLost(ServerError):
    """The data are there, the password that opens them is not."""

    sentence = Text(
        "图数据还在，但密码文件不见了：{file}。请从备份恢复该文件；确实找不到时，停止服务并删除 "
        "{system} 和 {log}（其中只有密码和数据库名），再启动时将生成新密码，业务数据不受影响。",
        "The graph is there but its password file is gone: {file}. Restore it from a backup; if "
        "there is none, delete {system} and {log} while the server is stopped (they hold only the "
        "password and the database's name): the next start makes a new password, the data stay.",
    )


class MigrationFailed(ServerError):
    """The migration tool refused or failed; the file it stopped at was rolled back."""

    sentence = Text(
        "数据库迁移未完成，出错的文件已回滚：\n{lines}",
        "The migration did not finish; the file it stopped at was rolled back:\n{lines}",
    )


class PortTaken(ServerError):
    """Another program listens on the web server's port."""

    sentence = Text(
        "端口 {host}:{port} 已被占用。请停止占用它的程序，或换一个端口：ZHIJIAN_PORT={other}",
        "Port {host}:{port} is in use. Stop the program that has it, "
        "or choose another: ZHIJIAN_PORT={other}",
    )


class WebServerDied(ServerError):
    """The web server ended though nobody stopped it."""

    sentence = Text(
        "网页服务意外退出（状态 {code}）。请查看 {log}，然后重新运行。最后的日志：\n{lines}",
        "The web server ended unexpectedly (status {code}). Look into {log}, then run again. "
        "Its last words:\n{lines}",
    )


class AlreadyRunning(ServerError):
    """`zhijian run` is running for the same ZHIJIAN_HOME."""

    sentence = Text(
        "执鉴已在运行（进程 {pid}，{home}）：{url}",
        "Zhijian is running already (process {pid}, {home}): {url}",
    )


class SqlUnavailable(ZhijianError):
    """The SQL store of users and sessions doesn't answer."""

    status = 503
    sentence = Text(
        "用户数据库没有应答。请稍候重试；"
        "仍不行时，请管理员检查 DATABASE_URL 并运行 zhijian migrate。",
        "The database of users doesn't answer. Try again shortly; if that fails, "
        "check DATABASE_URL and run: zhijian migrate",
    )


class NotReady(ServerError):
    """The web server answers, but says that it can't serve."""

    sentence = Text(
        "网页服务已启动，但 {seconds} 秒内未就绪：{missing}。请查看 {log}。",
        "The web server started but was not ready within {seconds} seconds: {missing}. "
        "Look into {log}.",
    )


class ExternalGraph(ServerError):
    """The local server was asked for though NEO4J_URI names another."""

    sentence = Text(
        "已设置 NEO4J_URI（{uri}）：外部 Neo4j 不由本产品启停。取消该变量即可使用本机 Neo4j。",
        "NEO4J_URI is set ({uri}): an external Neo4j is not started or stopped by the product. "
        "Unset it to use the local one.",
    )


class BadParameter(ZhijianError):
    """A parameter of an address or a command that can't be understood."""

    sentence = Text(
        "参数 {name}={value} 无法识别：{why}",
        "The parameter {name}={value} can't be understood: {why}",
    )


class BadBody(ZhijianError):
    """What a program sent is not what the address takes."""

    sentence = Text("请求正文无法识别：{why}", "The request's body can't be understood: {why}")


# Loading files: read by whoever runs an import.


class LoadError(ZhijianError):
    """A load that can't begin or go on."""

    status = 422


class MappingFault(LoadError):
    """Something in a mapping file is wrong: file, line, what and what to do."""

    sentence = Text("{file} 第{line}行：{what}。", "{file}, line {line}: {what}.")


class FileUnreadable(LoadError):
    """A file to be loaded can't be read, or not to its end."""

    sentence = Text("无法读取 {file}：{what}", "{file} can't be read: {what}")


class WrongColumns(LoadError):
    """The header of a file isn't what the mapping says."""

    sentence = Text(
        "{file} 的列与映射 {mapping} 不符：缺少 {missing}；多出 {extra}。"
        "请补齐缺少的列；多出的列如不需要，列入映射的 ignored。",
        "The columns of {file} aren't those of the mapping {mapping}: missing {missing}; "
        "not known {extra}. Add what is missing; name what isn't needed under ignored.",
    )


class WrongHeader(LoadError):
    """The header of a canonical file isn't what the declaration of its type says."""

    sentence = Text(
        "{file} 的列不对：缺少 {missing}；没有这样的列 {unknown}；重复 {twice}。"
        "可用的列：{allowed}。",
        "The columns of {file} are wrong: missing {missing}; there is no column {unknown}; "
        "twice {twice}. There are: {allowed}.",
    )


class UnknownFile(LoadError):
    """A file to be loaded without a mapping whose name is none of the canonical ones."""

    status = 404
    sentence = Text(
        "不知道 {file} 是什么：没有映射（--mapping）时，文件须以记录类型命名"
        "（.csv、.csv.gz、.xlsx）。可用：{allowed}。",
        "It isn't known what {file} is: without --mapping a file is named after its record type "
        "(.csv, .csv.gz, .xlsx). There are: {allowed}.",
    )


class NoCourt(LoadError):
    """A load into a graph that has no court yet, and brings none."""

    sentence = Text(
        "无法导入 {file}：还没有法院。请先导入 court.csv，或与它一起导入。",
        "{file} can't be loaded: there is no court yet. Load court.csv first, or together with it.",
    )


class GivenTwice(LoadError):
    """Two files of one name to be loaded together."""

    sentence = Text(
        "{name} 给了两次（{first}、{second}）：请只给一个。",
        "{name} is given twice ({first}, {second}): give one of them only.",
    )


class NotEmpty(LoadError):
    """The demonstration province on a graph that has courts of its own."""

    status = 409
    sentence = Text(
        "图数据库中已有其他数据，示范省只载入空库。请换一个空的 ZHIJIAN_HOME 或 NEO4J_URI。",
        "The graph has other data; the demonstration province goes into an empty one only. "
        "Use another ZHIJIAN_HOME or NEO4J_URI that is empty.",
    )


class LoadFailed(LoadError):
    """A batch that can't be written: it is rolled back, earlier batches stay."""

    sentence = Text(
        "导入中断：{what}。这一批未写入，之前各批已保存；更正后重新运行同一命令即可续传。",
        "The load stopped: {what}. This batch was not written, those before it are; correct it and "
        "run the same command again to go on.",
    )
