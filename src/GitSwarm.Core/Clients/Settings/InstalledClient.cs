namespace GitSwarm.Clients.Settings;

/// <summary>Whether git-swarm is in the settings of a client, in one scope.</summary>
/// <param name="Client">The client: "claude".</param>
/// <param name="Scope">The scope.</param>
/// <param name="Path">The settings file, absolute.</param>
/// <param name="IsInstalled">True when anything of ours is in it.</param>
/// <param name="Problem">What is wrong; null when all is well.</param>
public sealed record InstalledClient(string Client, SettingsScope Scope, string Path, bool IsInstalled, ClientProblem? Problem);

/// <summary>What is wrong with an installation.</summary>
/// <param name="Detail">One line.</param>
/// <param name="Fix">What mends it.</param>
public sealed record ClientProblem(string Detail, string Fix);
