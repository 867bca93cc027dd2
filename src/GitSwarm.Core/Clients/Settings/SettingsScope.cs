namespace GitSwarm.Clients.Settings;

/// <summary>Whom a settings file is for.</summary>
public enum SettingsScope
{
    /// <summary>The user, in every repository.</summary>
    User,

    /// <summary>Everybody who works on the project: a file in its work tree, usually committed.</summary>
    Project,

    /// <summary>The user, in this work tree: a file that is usually ignored.</summary>
    Local,
}
