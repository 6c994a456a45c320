"""The four roles and their rights in FAB's tables, made to agree with the declarations."""

from __future__ import annotations

from typing import Any

from flask_appbuilder.security.sqla.models import (
    Permission,
    PermissionView,
    Role,
    ViewMenu,
    assoc_permissionview_role,
)
from sqlalchemy import delete, insert, select

from graph.scope import Role as OurRole
from views import register


def synchronise(appbuilder: Any) -> int:
    """Make roles and rights what ``views.register.permissions`` says; how many rows changed.

    Rights that no view has any more are removed, so that no role keeps one by accident.
    """
    session = appbuilder.session
    wanted = register.permissions()
    offered = _offered(appbuilder)
    unknown = {right for rights in wanted.values() for right in rights} - offered
    if unknown:
        raise LookupError(f"rights to what no view offers: {sorted(unknown)}")
    changed = _rights(session, offered)
    for role in OurRole:
        changed += _role(session, role.value, wanted.get(role, set()))
    session.commit()
    return changed


def _offered(appbuilder: Any) -> set[tuple[str, str]]:
    """(permission, view or menu) of everything registered."""
    views = {
        (permission, view.class_permission_name)
        for view in appbuilder.baseviews
        for permission in view.base_permissions
    }
    menus = {("menu_access", name) for name in _menu_names(appbuilder.menu.get_list())}
    return views | menus


def _menu_names(items: list[Any]) -> set[str]:
    names = {item.name for item in items if item.name != "-"}
    return names.union(*(_menu_names(item.childs or []) for item in items))


def _rights(session: Any, offered: set[tuple[str, str]]) -> int:
    """FAB's permission, view and pair tables hold exactly what is offered."""
    changed = _named(session, Permission, {permission for permission, _ in offered})
    changed += _named(session, ViewMenu, {view for _, view in offered})
    permissions = dict(session.execute(select(Permission.name, Permission.id)).all())
    views = dict(session.execute(select(ViewMenu.name, ViewMenu.id)).all())
    wanted = {(permissions[p], views[v]) for p, v in offered}
    pairs = select(PermissionView.permission_id, PermissionView.view_menu_id, PermissionView.id)
    known = {(p, v): pk for p, v, pk in session.execute(pairs)}
    for permission, view in sorted(wanted - known.keys()):
        session.add(PermissionView(permission_id=permission, view_menu_id=view))
        changed += 1
    gone = [pk for pair, pk in known.items() if pair not in wanted]
    if gone:
        link = assoc_permissionview_role
        session.execute(delete(link).where(link.c.permission_view_id.in_(gone)))
        session.execute(delete(PermissionView).where(PermissionView.id.in_(gone)))
    session.flush()
    return changed + len(gone)


def _named(session: Any, table: Any, wanted: set[str]) -> int:
    """Add the names that are missing; unused names stay, they give no right."""
    missing = wanted - set(session.scalars(select(table.name)))
    session.add_all(table(name=name) for name in sorted(missing))
    session.flush()
    return len(missing)


def _role(session: Any, name: str, wanted: set[tuple[str, str]]) -> int:
    role_id = session.scalar(select(Role.id).where(Role.name == name))
    changed = 0
    if role_id is None:
        session.execute(insert(Role).values(name=name))
        role_id, changed = session.scalar(select(Role.id).where(Role.name == name)), 1
    link = assoc_permissionview_role
    pairs = (
        select(Permission.name, ViewMenu.name, PermissionView.id)
        .join(PermissionView, PermissionView.permission_id == Permission.id)
        .join(ViewMenu, PermissionView.view_menu_id == ViewMenu.id)
    )
    ids = {(permission, view): pk for permission, view, pk in session.execute(pairs)}
    held = set(session.scalars(select(link.c.permission_view_id).where(link.c.role_id == role_id)))
    given = {ids[right] for right in wanted}
    for pk in sorted(given - held):
        session.execute(insert(link).values(permission_view_id=pk, role_id=role_id))
    if held - given:
        mine = (link.c.role_id == role_id) & link.c.permission_view_id.in_(held - given)
        session.execute(delete(link).where(mine))
    return changed + len(given ^ held)
