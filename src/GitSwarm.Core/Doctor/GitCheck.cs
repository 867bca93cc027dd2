using GitSwarm.Git;

namespace GitSwarm.Doctor;

/// <summary>Is git new enough, and which way are hooks installed for it?</summary>
internal static class GitCheck
{
    public static IEnumerable<Finding> Look(Patient patient)
    {
        if (patient.GitVersion() is not { } version)
        {
            yield return new Finding("'git --version' names no version", $"install git {GitVersion.Oldest} or newer");
        }
        else if (version < GitVersion.Oldest)
        {
            yield return new Finding($"{version} is too old", $"install git {GitVersion.Oldest} or newer");
        }
        else
        {
            yield return new Finding(
                version >= GitVersion.ConfigHooks ? $"{version}, hooks are set in the config" : $"{version}, hooks are files"
            );
        }
    }
}
