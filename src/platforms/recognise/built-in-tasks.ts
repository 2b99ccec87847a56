/** The tasks that Azure Pipelines comes with, in small letters. https://github.com/microsoft/azure-pipelines-tasks */
const BUILT_IN: ReadonlySet<string> = new Set(
  (
    "androidsigning ant apachejmeterloadtest appcenterdistribute appcentertest archivefiles " +
    "automatedanalysis azureappconfigurationexport azureappconfigurationimport " +
    "azureappconfigurationsnapshot azureappservicemanage azureappservicesettings azurecli " +
    "azurecloudpowershelldeployment azurecontainerapps azurefilecopy azurefunction azurefunctionapp " +
    "azurefunctionappcontainer azurefunctiononkubernetes azureiotedge azurekeyvault azuremonitor " +
    "azuremysqldeployment azurenlbmanagement azurepolicycheckgate azurepowershell " +
    "azureresourcegroupdeployment azureresourcemanagertemplatedeployment azurermwebappdeployment " +
    "azurespringcloud azurestaticwebapp azuretestplan azurevmssdeployment azurewebapp " +
    "azurewebappcontainer bash batchscript bicepdeploy cache cachebeta cargoauthenticate chef chefknife " +
    "cloudloadtest cmake cmdline cocoapods condaauthenticate condaenvironment containerbuild " +
    "containerstructuretest copyfiles copyfilesoverssh curluploader decryptfile delay deletefiles docker " +
    "dockercompose dockerinstaller dotnetcorecli dotnetcoreinstaller downloadbuildartifacts " +
    "downloadfileshareartifacts downloadgithubnpmpackage downloadgithubnugetpackage " +
    "downloadgithubrelease downloadpackage downloadpipelineartifact downloadsecurefile duffleinstaller " +
    "extractfiles filetransform ftpupload functoolsinstaller githubcomment githubrelease go gotool " +
    "gradle gradleauthenticate grunt gulp helmdeploy helminstaller iiswebappdeployment " +
    "iiswebappdeploymentonmachinegroup iiswebappmanagementonmachinegroup installapplecertificate " +
    "installappleprovisioningprofile installsshkey invokerestapi javatoolinstaller " +
    "jenkinsdownloadartifacts jenkinsqueuejob kubectlinstaller kubelogininstaller kubernetes " +
    "kubernetesmanifest manualintervention manualvalidation maven mavenauthenticate msbuild " +
    "mysqldeploymentonmachinegroup nodetaskrunnerinstaller nodetool notation npm npmauthenticate nuget " +
    "nugetauthenticate nugetcommand nugetinstaller nugetpackager nugetpublisher nugetrestore " +
    "nugettoolinstaller openpolicyagentinstaller packerbuild pipauthenticate powershell " +
    "powershellontargetmachines publishbuildartifacts publishcodecoverageresults publishpipelineartifact " +
    "publishpipelinemetadata publishsymbols publishtestresults publishtoazureservicebus pypipublisher " +
    "pythonscript queryworkitems quickperftest reviewapp servicefabriccomposedeploy servicefabricdeploy " +
    "servicefabricpowershell servicefabricupdatemanifests shellscript sqlazuredacpacdeployment " +
    "sqldacpacdeploymentonmachinegroup sqlserverdacpacdeployment ssh twineauthenticate universalpackages " +
    "usedotnet usenode usepythonversion userubyversion visualstudiotestplatforminstaller vsbuild vstest " +
    "windowsmachinefilecopy xamarinandroid xamarinios xamarintestcloud xcode"
  ).split(" "),
);

/** Whether a task is published by the platform's own vendor. */
export const isBuiltInTask = (name: string): boolean => BUILT_IN.has(name.toLowerCase());
