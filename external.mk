# What the agent installation in post-build needs on the build machine.
ifeq ($(OPENSTACK_IPA)$(BR2_PACKAGE_PYTHON3),yy)
PACKAGES += host-python-pip
endif

# Packages of this external tree. The list is empty while package/ holds no
# recipe; sort keeps the order the same on every file system.
include $(sort $(wildcard $(BR2_EXTERNAL_IPA_PATH)/package/*/*.mk))
